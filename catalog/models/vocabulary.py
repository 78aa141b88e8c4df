from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models.snapshot import CatalogSnapshot
from liora.ops.ids import new_id
from liora.ops.timestamps import Created
from tenants.guard import TenantManager, TenantModel
from tenants.models import Cliente


class CatalogVocabulary(TenantModel, Created):
    """The distinct words of one version, most used first: what a misspelt word is compared with.

    One row, not one for each word: it is read whole or not at all.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cliente = models.ForeignKey(
        Cliente, models.CASCADE, related_name="+", verbose_name=_("cliente")
    )
    snapshot = models.OneToOneField(
        CatalogSnapshot, models.CASCADE, related_name="vocabulary", verbose_name=_("versión")
    )
    words = models.TextField(_("palabras"), blank=True)

    objects = TenantManager()

    class Meta:
        db_table = "catalog_vocabulary"
        verbose_name = _("vocabulario del catálogo")
        verbose_name_plural = _("vocabularios del catálogo")

    def __str__(self) -> str:
        return str(self.snapshot)
