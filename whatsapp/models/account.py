from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from liora.ops.encryption import EncryptedTextField
from liora.ops.ids import new_id
from liora.ops.public_url import public_url
from liora.ops.timestamps import CreatedUpdated
from tenants.guard import TenantManager, TenantModel
from tenants.models import Cliente
from whatsapp.models.message_template import MessageTemplate

only_digits = RegexValidator(r"\A[0-9]+\Z", _("Solo dígitos: es el identificador que da Meta."))


class WabaAccount(TenantModel, CreatedUpdated):
    """A WhatsApp Business number of a Cliente, and what is needed to speak through it.

    `paused_until` holds everything that goes out through it. While Meta refuses the account itself
    (token, permission, payment: `parked_since`, `park_code`) what waits is kept, and one message is
    tried now and then. A retired one has neither token nor `phone_number_id`: its rows remain, and
    the number may be connected anywhere.

    Its templates were asked for at `templates_asked_at`, and are again at `templates_due_at` (None:
    at once); `templates_code` is Meta's code (NO_CODE for none) if the list did not come the last
    time. `reopen_template` takes the place of what comes after the 24 hours, filled in with
    `reopen_parameters`.
    """

    class Estado(models.TextChoices):
        ACTIVA = "activa", _("Activa")
        DETENIDA = "detenida", _("Detenida")
        RETIRADA = "retirada", _("Retirada")

    # The columns of a number that nothing holds back.
    WELL = {
        "paused_until": None,
        "pause_reason": "",
        "parked_since": None,
        "park_code": None,
        "park_strikes": 0,
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cliente = models.ForeignKey(
        Cliente, models.CASCADE, related_name="waba_accounts", verbose_name=_("cliente")
    )
    waba_id = models.CharField(_("cuenta de WhatsApp"), max_length=40, validators=[only_digits])
    phone_number_id = models.CharField(  # noqa: DJ001  # its reason stands at `null`
        _("identificador del número"),
        max_length=40,
        unique=True,
        # Several retired accounts may lack one; "" would let only one of them.
        null=True,
        validators=[only_digits],
    )
    display_phone = models.CharField(_("número"), max_length=30, blank=True)
    access_token = EncryptedTextField(_("token de acceso"))
    webhook_url = models.URLField(
        _("dirección del webhook"), max_length=200, blank=True, validators=[public_url]
    )
    expiracion_token = models.DateTimeField(_("vencimiento del token"), null=True, blank=True)
    estado = models.CharField(_("estado"), max_length=10, choices=Estado, default=Estado.ACTIVA)
    marks_read = models.BooleanField(
        _("muestra leído"),
        default=True,
        help_text=_("Avisa a quien escribe que su mensaje se leyó. Es una llamada más a Meta."),
    )
    paused_until = models.DateTimeField(_("en pausa hasta"), null=True, blank=True)
    pause_reason = models.CharField(_("motivo de la pausa"), max_length=200, blank=True)
    parked_since = models.DateTimeField(_("Meta la rechaza desde"), null=True, blank=True)
    park_code = models.IntegerField(_("código del rechazo"), null=True, blank=True)
    park_strikes = models.SmallIntegerField(_("rechazos seguidos"), default=0)
    messages_per_second = models.PositiveSmallIntegerField(
        _("mensajes por segundo"),
        default=70,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
        help_text=_("Meta admite 80 por segundo, contando los recibidos; 20 si comparte la app."),
    )
    templates_due_at = models.DateTimeField(_("pedir las plantillas"), null=True, blank=True)
    templates_asked_at = models.DateTimeField(_("plantillas pedidas"), null=True, blank=True)
    templates_synced_at = models.DateTimeField(_("plantillas al"), null=True, blank=True)
    templates_code = models.IntegerField(_("plantillas: código de error"), null=True, blank=True)
    reopen_template = models.ForeignKey(
        MessageTemplate,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("plantilla que reabre"),
        help_text=_("Sale en lugar de lo que ya no puede salir: pasaron más de 24 horas."),
    )
    reopen_parameters = models.JSONField(
        _("con estos parámetros"),
        null=True,
        blank=True,
        help_text=_(
            'Por ejemplo {"cuerpo": ["{nombre}", "{mensaje}"]}: {nombre}, {negocio} y {mensaje}, '
            "lo que esperaba, se completan al enviarla."
        ),
    )

    objects = TenantManager()

    class Meta:
        db_table = "waba_account"
        verbose_name = _("número de WhatsApp")
        verbose_name_plural = _("números de WhatsApp")
        constraints = [
            models.CheckConstraint(
                name="waba_account_retired_has_no_number",
                condition=models.Q(estado="retirada", phone_number_id__isnull=True)
                | (~models.Q(estado="retirada") & models.Q(phone_number_id__isnull=False)),
            ),
            models.CheckConstraint(
                name="waba_account_sends_at_some_pace",
                condition=models.Q(messages_per_second__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return self.display_phone or self.phone_number_id or str(self.pk)
