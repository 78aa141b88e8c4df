from django.db import models
from django.utils.translation import gettext_lazy as _

from liora.ops.ids import new_id
from liora.ops.timestamps import Created, CreatedUpdated

EVERY_NUMBER = "*"


class SimulatorMessage(CreatedUpdated):
    """A message as the person's phone holds it, whichever side wrote it.

    `body` is what went over the wire: an element of the webhook's `messages[]`, or the request
    Graph accepted. Statuses only move forward; FAILED ends them.
    """

    class Direction(models.TextChoices):
        PERSON = "in", _("de la persona")
        BUSINESS = "out", _("del negocio")

    class Status(models.TextChoices):
        SENDING = "sending", _("saliendo")
        ACCEPTED = "accepted", _("aceptado")
        SENT = "sent", _("enviado")
        DELIVERED = "delivered", _("entregado")
        READ = "read", _("leído")
        FAILED = "failed", _("fallido")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    phone_number_id = models.CharField(_("identificador del número"), max_length=64)
    address = models.CharField(_("persona"), max_length=140)
    bsuid = models.CharField(_("identificador de la persona"), max_length=140, blank=True)
    name = models.CharField(_("nombre"), max_length=80, blank=True)
    wamid = models.CharField(_("identificador de Meta"), max_length=256, unique=True)
    direction = models.CharField(_("sentido"), max_length=3, choices=Direction)
    kind = models.CharField(_("tipo"), max_length=32)
    body = models.JSONField(_("contenido"))
    status = models.CharField(_("estado"), max_length=9, choices=Status)
    failure = models.CharField(_("motivo del fallo"), max_length=300, blank=True)
    callback_data = models.CharField(_("dato de seguimiento"), max_length=512, blank=True)
    typing_until = models.DateTimeField(_("escribiendo hasta"), null=True)

    class Meta:
        db_table = "simulator_message"
        verbose_name = _("mensaje del simulador")
        verbose_name_plural = _("mensajes del simulador")
        indexes = [
            models.Index(
                fields=["phone_number_id", "address", "created_at"], name="simulator_message_chat"
            ),
            models.Index(fields=["phone_number_id", "updated_at"], name="simulator_message_news"),
            models.Index(fields=["bsuid"], name="simulator_message_bsuid"),
        ]

    def __str__(self) -> str:
        return f"{self.get_direction_display()} {self.address}: {self.kind}"


class SimulatorMedia(Created):
    """A picture, voice note or sticker a person sent; `id` is the media id of the webhook."""

    id = models.CharField(primary_key=True, max_length=64, editable=False)
    mime_type = models.CharField(_("tipo"), max_length=64)
    content = models.BinaryField(_("contenido"))

    class Meta:
        db_table = "simulator_media"
        verbose_name = _("adjunto del simulador")
        verbose_name_plural = _("adjuntos del simulador")

    def __str__(self) -> str:
        return f"{self.mime_type} {self.id}"


class SimulatorFault(Created):
    """Something Graph was told to do wrong, for the next `remaining` messages of a number.

    `remaining` null lasts until it is removed; `amount` is seconds for HANG, milliseconds for SLOW.
    """

    class Kind(models.TextChoices):
        THROTTLED = "429", _("Demasiados mensajes del número (429, 130429)")
        PAIR = "pair", _("Demasiados mensajes a la persona (131056)")
        CRASH = "500", _("Meta se cae (500, sin JSON)")
        OUTAGE = "503", _("Meta fuera de servicio (503, código 2)")
        WINDOW = "131047", _("Pasaron 24 horas (131047, avisado después)")
        TOKEN = "190", _("Token vencido (401, código 190)")
        PARAMETER = "100", _("Parámetro inválido (400, código 100)")
        HANG = "hang", _("Acepta y tarda en contestar")
        LOST_ANSWER = "refuse-after-accept", _("Acepta y contesta 500")
        SLOW = "slow", _("Latencia fija")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    phone_number_id = models.CharField(
        _("identificador del número"), max_length=64, default=EVERY_NUMBER
    )
    kind = models.CharField(_("falla"), max_length=20, choices=Kind)
    remaining = models.PositiveIntegerField(_("mensajes que faltan"), null=True)
    amount = models.PositiveIntegerField(_("cuánto"), default=0)

    class Meta:
        db_table = "simulator_fault"
        verbose_name = _("falla del simulador")
        verbose_name_plural = _("fallas del simulador")

    def __str__(self) -> str:
        return self.get_kind_display()
