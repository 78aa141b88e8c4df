from django.db import models
from django.utils.translation import gettext_lazy as _

from liora.ops.ids import new_id
from liora.ops.timestamps import Created
from tenants.guard import TenantManager, TenantModel
from tenants.models import Cliente


class Contact(TenantModel, Created):
    """A person who writes to a Cliente, whatever id WhatsApp shows of them today."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cliente = models.ForeignKey(
        Cliente, models.CASCADE, related_name="+", verbose_name=_("cliente")
    )
    name = models.CharField(_("nombre"), max_length=200, blank=True)

    objects = TenantManager()

    class Meta:
        db_table = "contact"
        verbose_name = _("contacto")
        verbose_name_plural = _("contactos")
        indexes = [models.Index(fields=["cliente", "created_at"], name="contact_cliente")]

    def __str__(self) -> str:
        return self.name or str(_("Sin nombre"))


class ContactIdentity(TenantModel, Created):
    """One id by which a contact is known: as Meta sends it, or a phone in its matching form.

    `retired_at` is when the person left the id behind: what was written before is theirs, and who
    writes from it later is somebody else.
    """

    class Kind(models.TextChoices):
        WA_ID = "wa_id", _("Número de WhatsApp")
        PHONE = "phone", _("Teléfono, forma de comparar")
        BSUID = "bsuid", _("Identificador de usuario")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cliente = models.ForeignKey(
        Cliente, models.CASCADE, related_name="+", verbose_name=_("cliente")
    )
    contact = models.ForeignKey(
        Contact, models.CASCADE, related_name="identities", verbose_name=_("contacto")
    )
    kind = models.CharField(_("clase"), max_length=10, choices=Kind)
    value = models.CharField(_("valor"), max_length=140)
    retired_at = models.DateTimeField(_("dejado el"), null=True, blank=True)

    objects = TenantManager()

    class Meta:
        db_table = "contact_identity"
        verbose_name = _("identidad de contacto")
        verbose_name_plural = _("identidades de contacto")
        constraints = [
            models.UniqueConstraint(
                fields=["cliente", "kind", "value"], name="contact_identity_unica"
            )
        ]

    def __str__(self) -> str:
        return self.value
