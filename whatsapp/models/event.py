from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from liora.ops.ids import new_id
from tenants.guard import TenantManager, TenantModel
from tenants.models import Cliente
from whatsapp.models.account import WabaAccount


class InboundEvent(TenantModel):
    """One item of a webhook POST: a message, a status, or anything else Meta sent.

    `payload` is a webhook in Meta's own shape that holds this one item, so it can be read alone
    and posted again. `cliente` is null while no tenant has its number.
    """

    class Kind(models.TextChoices):
        MESSAGE = "message", _("Mensaje")
        STATUS = "status", _("Estado de envío")
        OTHER = "other", _("Otro aviso")

    class Estado(models.TextChoices):
        PENDIENTE = "pendiente", _("Pendiente")
        HECHO = "hecho", _("Procesado")
        GUARDADO = "guardado", _("Guardado sin procesar")
        MUERTO = "muerto", _("No se pudo procesar")

    # The fields of webhooks, besides messages, that somebody here acts upon.
    NOTICES = frozenset(
        {
            "account_update",
            "message_template_components_update",
            "message_template_quality_update",
            "message_template_status_update",
            "phone_number_quality_update",
            "smb_message_echoes",
            "system",
            "template_category_update",
            "user_preferences",
        }
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cliente = models.ForeignKey(
        Cliente, models.CASCADE, null=True, related_name="+", verbose_name=_("cliente")
    )
    waba_account = models.ForeignKey(
        WabaAccount,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("número"),
    )
    phone_number_id = models.CharField(_("identificador del número"), max_length=64, blank=True)
    field = models.CharField(_("campo"), max_length=64)
    kind = models.CharField(_("tipo"), max_length=8, choices=Kind)
    subtype = models.CharField(_("subtipo"), max_length=64, blank=True)
    address = models.CharField(_("remitente"), max_length=140, blank=True)
    message_id = models.CharField(_("identificador de Meta"), max_length=256, blank=True)
    dedupe_key = models.CharField(max_length=400, unique=True, editable=False)
    payload = models.JSONField(_("contenido"))
    sent_at = models.DateTimeField(_("hora de Meta"), null=True)
    received_at = models.DateTimeField(_("recibido"), db_default=Now())
    estado = models.CharField(_("estado"), max_length=10, choices=Estado)
    attempts = models.SmallIntegerField(_("intentos"), db_default=0)
    not_before = models.DateTimeField(_("no antes de"), null=True)
    error = models.TextField(_("error"), blank=True, db_default="")
    handled_at = models.DateTimeField(_("procesado"), null=True)

    objects = TenantManager()

    class Meta:
        db_table = "inbound_event"
        verbose_name = _("evento recibido")
        verbose_name_plural = _("eventos recibidos")
        indexes = [
            models.Index(fields=["cliente", "received_at"], name="inbound_event_cliente"),
            models.Index(fields=["message_id"], name="inbound_event_message"),
            models.Index(
                fields=["cliente", "address"],
                name="inbound_event_waiting",
                condition=Q(estado="pendiente", kind="message"),
            ),
            models.Index(
                fields=["received_at"],
                name="inbound_event_receipts",
                condition=Q(estado="pendiente", kind="status"),
            ),
            models.Index(
                fields=["received_at"],
                name="inbound_event_notices",
                condition=Q(estado="pendiente", kind="other"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.subtype} {self.address}".strip()
