from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models.snapshot import CatalogSnapshot
from liora.ops.ids import new_id
from liora.ops.lanes import Lane
from liora.ops.timestamps import Created
from tenants.guard import TenantManager, TenantModel
from tenants.models import Cliente


class CatalogUpload(TenantModel, Created, Lane):
    """A pushed file that a worker still has to read; gone once it has been."""

    cliente = models.ForeignKey(
        Cliente, models.CASCADE, related_name="+", verbose_name=_("cliente")
    )
    snapshot = models.OneToOneField(
        CatalogSnapshot, models.CASCADE, related_name="upload", verbose_name=_("versión")
    )
    encoding = models.CharField(_("codificación"), max_length=40, blank=True)
    release = models.BooleanField(_("se libera sin mirar"), default=False)

    objects = TenantManager()

    class Meta(Lane.Meta):
        db_table = "catalog_upload"
        verbose_name = _("archivo por leer")
        verbose_name_plural = _("archivos por leer")

    def __str__(self) -> str:
        return str(self.snapshot)


class UploadPart(TenantModel):
    """A piece of a pushed file. In the database, so that any worker on any host can read it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cliente = models.ForeignKey(Cliente, models.CASCADE, related_name="+")
    upload = models.ForeignKey(CatalogUpload, models.CASCADE, related_name="parts")
    place = models.PositiveIntegerField()
    packed = models.BinaryField()
    """zlib (RFC 1950)."""

    objects = TenantManager()

    class Meta:
        db_table = "catalog_upload_part"
        constraints = [
            models.UniqueConstraint(fields=["upload", "place"], name="catalog_upload_part_place")
        ]

    def __str__(self) -> str:
        return str(self.place)
