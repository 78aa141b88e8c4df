from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conversations.models.state import ConvoState
from liora.ops.ids import new_id
from liora.ops.timestamps import Created
from tenants.guard import TenantManager, TenantModel
from tenants.models import Cliente
from whatsapp.models import InboundEvent, WabaAccount


class ConversationLog(TenantModel, Created):
    """One message, received or sent. Outgoing rows are the ledger of sends.

    An outgoing `estado` moves only forward: en_cola, enviando, enviado, entregado, leido; or it
    ends as `fallido`; or it rests as `incierto`, when nobody knows whether Meta took the message.
    `attempts` counts sends that Meta put off, `unconfirmed` those that it never confirmed and
    `crashes` those that a worker died with. `latency_ms` runs from the arrival of the webhook to
    the acceptance of the answer by Meta. `not_after` is when a message that has not left stops
    making sense, `failure` the stable code of why one did not leave, `sent_to` the
    other form of the number it was tried at, and the price is what Meta
    said in its statuses that it charges for. `replaces` is what came too late for free text, in
    whose place a template goes.
    """

    class Direction(models.TextChoices):
        IN = "in", _("Recibido")
        OUT = "out", _("Enviado")

    class Estado(models.TextChoices):
        RECIBIDO = "recibido", _("Recibido")
        EN_COLA = "en_cola", _("En cola")
        ENVIANDO = "enviando", _("Enviando")
        INCIERTO = "incierto", _("Incierto")
        ENVIADO = "enviado", _("Enviado")
        ENTREGADO = "entregado", _("Entregado")
        LEIDO = "leido", _("Leído")
        FALLIDO = "fallido", _("Fallido")

    class Origin(models.TextChoices):
        BOT = "bot", _("Liora")
        API = "api", _("La API del negocio")
        OPERADOR = "operador", _("Una persona, desde la administración")
        TELEFONO = "telefono", _("Una persona, desde su teléfono")

    UNSENT = (Estado.EN_COLA, Estado.ENVIANDO, Estado.INCIERTO)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cliente = models.ForeignKey(
        Cliente, models.CASCADE, related_name="+", verbose_name=_("cliente")
    )
    waba_account = models.ForeignKey(
        WabaAccount,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("número"),
    )
    convo = models.ForeignKey(
        ConvoState, models.CASCADE, related_name="logs", verbose_name=_("conversación")
    )
    event = models.ForeignKey(
        InboundEvent,
        models.SET_NULL,
        null=True,
        related_name="logs",
        verbose_name=_("evento"),
    )
    seq = models.BigIntegerField(_("orden"))
    user_msisdn = models.CharField(_("dirección"), max_length=140)
    origin = models.CharField(
        _("quién lo escribió"), max_length=10, choices=Origin, default=Origin.BOT
    )
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("persona"),
    )
    sent_to = models.CharField(_("enviado a"), max_length=140, blank=True)
    direction = models.CharField(_("sentido"), max_length=3, choices=Direction)
    intent = models.CharField(_("intención"), max_length=60, blank=True)
    skill = models.CharField(_("habilidad"), max_length=30, blank=True)
    reason = models.CharField(_("por qué"), max_length=200, blank=True)
    slots_json = models.JSONField(_("datos de la charla"), default=dict, blank=True)
    catalog_version = models.PositiveIntegerField(_("versión del catálogo"), null=True)
    message_type = models.CharField(_("tipo"), max_length=40)
    message_body = models.TextField(_("texto"), blank=True)
    content_json = models.JSONField(_("contenido para Meta"), default=dict, blank=True)
    estado = models.CharField(_("estado"), max_length=10, choices=Estado)
    wamid = models.CharField(_("identificador de Meta"), max_length=256, blank=True)
    in_reply_to = models.CharField(_("responde a"), max_length=256, blank=True)
    attempts = models.SmallIntegerField(_("intentos"), default=0)
    unconfirmed = models.SmallIntegerField(_("envíos sin confirmar"), default=0)
    crashes = models.SmallIntegerField(_("caídas al enviar"), default=0)
    not_before = models.DateTimeField(_("no antes de"), null=True)
    not_after = models.DateTimeField(_("no después de"), null=True)
    maybe_twice = models.BooleanField(_("pudo llegar dos veces"), default=False)
    failure = models.CharField(_("por qué no salió"), max_length=30, blank=True)
    error_code = models.IntegerField(_("código de error"), null=True)
    error_detail = models.TextField(_("detalle del error"), blank=True)
    latency_ms = models.PositiveIntegerField(_("demora (ms)"), null=True)
    price_category = models.CharField(_("categoría de precio"), max_length=30, blank=True)
    price_type = models.CharField(_("tipo de precio"), max_length=30, blank=True)
    billable = models.BooleanField(_("se cobra"), null=True)
    replaces = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        related_name="replaced_by",
        verbose_name=_("en lugar de"),
        # The constraint below has an index of the few that have one.
        db_index=False,
    )
    timings_json = models.JSONField(_("tiempos"), default=dict, blank=True)
    asked_at = models.DateTimeField(_("llegó la pregunta"), null=True)
    sent_at = models.DateTimeField(_("enviado"), null=True)
    delivered_at = models.DateTimeField(_("entregado"), null=True)
    read_at = models.DateTimeField(_("leído"), null=True)
    failed_at = models.DateTimeField(_("falló"), null=True)

    objects = TenantManager()

    class Meta:
        db_table = "conversation_log"
        verbose_name = _("mensaje")
        verbose_name_plural = _("mensajes")
        constraints = [
            models.UniqueConstraint(fields=["convo", "seq"], name="conversation_log_seq"),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=Q(replaces__isnull=False),
                name="conversation_log_replaced_once",
            ),
        ]
        indexes = [
            models.Index(fields=["cliente", "created_at"], name="conversation_log_cliente"),
            models.Index(fields=["cliente", "id"], name="conversation_log_pagina"),
            models.Index(fields=["wamid"], name="conversation_log_wamid", condition=~Q(wamid="")),
            models.Index(
                fields=["convo", "seq"],
                name="conversation_log_unsent",
                condition=Q(estado__in=["en_cola", "enviando", "incierto"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_direction_display()}: {self.message_body[:60]}"
