from django.db import models
from django.utils.translation import gettext_lazy as _

from liora.ops.encryption import EncryptedTextField
from liora.ops.ids import new_id
from liora.ops.timestamps import CreatedUpdated
from tenants.guard import TenantManager, TenantModel
from tenants.models.cliente import Cliente


class SigningSecret(TenantModel, CreatedUpdated):
    """A secret of a Cliente that signs; the one without end is in force, older ones still end."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cliente = models.ForeignKey(
        Cliente, models.CASCADE, related_name="+", verbose_name=_("cliente")
    )
    secret = EncryptedTextField(_("secreto"))
    expires_at = models.DateTimeField(_("vale hasta"), null=True, blank=True)

    objects = TenantManager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.cliente} · {self.pk}"
