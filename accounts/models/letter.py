from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models.usuario import email_shape
from liora.ops.ids import new_id
from liora.ops.timestamps import CreatedUpdated
from tenants.guard import TenantManager, TenantModel
from tenants.models import Cliente


class Letter(TenantModel, CreatedUpdated):
    """An e-mail to be written and sent by the worker; it holds no link and no secret.

    Whether the address is anybody's is found out when it is sent.
    """

    class Kind(models.TextChoices):
        INVITACION = "invitacion", _("Invitación")
        CLAVE_OLVIDADA = "clave_olvidada", _("Clave olvidada")
        CLAVE_CAMBIADA = "clave_cambiada", _("Clave cambiada")
        NUMERO_RECHAZADO = "numero_rechazado", _("Meta rechaza un número")
        WEBHOOK_CAIDO = "webhook_caido", _("Webhook caído")
        ESPERA_PERSONA = "espera_persona", _("Alguien espera a una persona")

    class Estado(models.TextChoices):
        PENDIENTE = "pendiente", _("Pendiente")
        ENVIADA = "enviada", _("Enviada")
        DESCARTADA = "descartada", _("Descartada")
        FALLIDA = "fallida", _("Fallida")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("qué dice"), max_length=30, choices=Kind)
    email = models.CharField(_("para"), max_length=254, validators=[email_shape])
    cliente = models.ForeignKey(
        Cliente,
        models.CASCADE,
        related_name="letters",
        verbose_name=_("cliente"),
        null=True,
        blank=True,
    )
    context_json = models.JSONField(_("datos"), default=dict, blank=True)
    estado = models.CharField(_("estado"), max_length=12, choices=Estado, default=Estado.PENDIENTE)
    attempts = models.PositiveSmallIntegerField(_("intentos"), default=0)
    due_at = models.DateTimeField(_("sale desde"), db_default=Now())
    error = models.CharField(_("error"), max_length=200, blank=True)

    objects = TenantManager()

    class Meta:
        db_table = "letter"
        verbose_name = _("correo")
        verbose_name_plural = _("correos")
        indexes = [
            models.Index(
                fields=["due_at"], name="letter_por_salir", condition=models.Q(estado="pendiente")
            ),
            models.Index(fields=["email", "kind", "created_at"], name="letter_por_correo"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.email}"
