from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liora.ops.encryption import EncryptedTextField
from liora.ops.ids import new_id
from liora.ops.timestamps import CreatedUpdated
from tenants.guard import TenantManager, TenantModel
from tenants.models.cliente import Cliente


class PublishSecret(TenantModel, CreatedUpdated):
    """A secret with which a Cliente signs the catalogs it publishes; one without end at a time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cliente = models.ForeignKey(
        Cliente, models.CASCADE, related_name="publish_secrets", verbose_name=_("cliente")
    )
    secret = EncryptedTextField(_("secreto"))
    expires_at = models.DateTimeField(_("vale hasta"), null=True, blank=True)

    objects = TenantManager()

    class Meta:
        db_table = "publish_secret"
        verbose_name = _("secreto de publicación")
        verbose_name_plural = _("secretos de publicación")
        constraints = [
            models.UniqueConstraint(
                fields=["cliente"],
                condition=Q(expires_at__isnull=True),
                name="publish_secret_vigente",
            )
        ]

    def __str__(self) -> str:
        return f"{self.cliente} · {self.pk}"
