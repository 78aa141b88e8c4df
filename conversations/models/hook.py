from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conversations.models.log import ConversationLog
from conversations.models.state import ConvoState
from liora.ops.ids import new_id
from liora.ops.lanes import Lane
from liora.ops.timestamps import Created
from tenants.guard import TenantManager, TenantModel
from tenants.models import Cliente
from whatsapp.models import WabaAccount


class HookEvent(TenantModel, Created):
    """Something to tell a tenant's own webhook: a message, or what became of one.

    What it says is read from `log` when it is sent; `status`, `error_code` and `error_detail` are
    the message's at the moment of the event. `answered` is the HTTP status of the last attempt and
    `trouble` our own word for what went wrong with it (`conversations/hooks/troubles.py`).
    """

    class Kind(models.TextChoices):
        RECEIVED = "message.received", _("Mensaje recibido")
        SENT = "message.sent", _("Mensaje enviado")
        STATUS = "message.status", _("Estado de un mensaje")
        TEST = "webhook.test", _("Prueba")
        # Reserved for whoever tells of conversations that change hands.
        CONVERSATION = "conversation.updated", _("Conversación cambiada")

    class Estado(models.TextChoices):
        PENDIENTE = "pendiente", _("Pendiente")
        ENTREGADO = "entregado", _("Entregado")
        MUERTO = "muerto", _("No se pudo entregar")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cliente = models.ForeignKey(
        Cliente, models.CASCADE, related_name="+", verbose_name=_("cliente")
    )
    waba_account = models.ForeignKey(
        WabaAccount, models.CASCADE, related_name="+", verbose_name=_("número")
    )
    convo = models.ForeignKey(
        ConvoState, models.CASCADE, null=True, related_name="+", verbose_name=_("conversación")
    )
    log = models.ForeignKey(
        ConversationLog, models.CASCADE, null=True, related_name="+", verbose_name=_("mensaje")
    )
    kind = models.CharField(_("qué avisa"), max_length=24, choices=Kind)
    status = models.CharField(_("estado del mensaje"), max_length=10, blank=True)
    error_code = models.IntegerField(_("código de error del mensaje"), null=True)
    error_detail = models.TextField(_("error del mensaje"), blank=True)
    estado = models.CharField(_("estado"), max_length=10, choices=Estado, default=Estado.PENDIENTE)
    attempts = models.SmallIntegerField(_("intentos"), default=0)
    not_before = models.DateTimeField(_("no antes de"), null=True)
    answered = models.SmallIntegerField(_("respuesta HTTP"), null=True)
    trouble = models.CharField(_("qué falló"), max_length=30, blank=True)
    delivered_at = models.DateTimeField(_("entregado"), null=True)
    replayed_at = models.DateTimeField(_("reenviado"), null=True)

    objects = TenantManager()

    class Meta:
        db_table = "hook_event"
        verbose_name = _("entrega de webhook")
        verbose_name_plural = _("entregas de webhooks")
        constraints = [
            # Whoever tells of a thing first tells of it: a status may outrun our own acceptance.
            models.UniqueConstraint(fields=["log", "kind", "status"], name="hook_event_una_vez")
        ]
        indexes = [
            models.Index(fields=["cliente", "id"], name="hook_event_pagina"),
            models.Index(
                fields=["waba_account", "created_at", "id"],
                name="hook_event_pendientes",
                condition=Q(estado="pendiente"),
            ),
            models.Index(
                fields=["waba_account", "convo", "created_at", "id"],
                name="hook_event_convo",
                condition=Q(estado="pendiente"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.status}".strip()


class HookLane(TenantModel, Lane):
    """The queue of webhooks of one number, and how its address has answered of late.

    `failures` counts failed calls since the last good one, `failing_since` when they began. While
    `paused_until` lies ahead nothing is sent. `tried_url` is where the last call went.
    """

    waba_account = models.OneToOneField(
        WabaAccount, models.CASCADE, related_name="+", verbose_name=_("número")
    )
    cliente = models.ForeignKey(
        Cliente, models.CASCADE, related_name="+", verbose_name=_("cliente")
    )
    failures = models.IntegerField(_("fallos seguidos"), db_default=0)
    failing_since = models.DateTimeField(_("falla desde"), null=True)
    paused_until = models.DateTimeField(_("en pausa hasta"), null=True)
    tried_url = models.CharField(max_length=200, db_default="", editable=False)
    answered = models.SmallIntegerField(_("última respuesta HTTP"), null=True)
    trouble = models.CharField(_("último problema"), max_length=30, db_default="")
    delivered_at = models.DateTimeField(_("última entrega"), null=True)
    told_at = models.DateTimeField(_("último aviso por correo"), null=True)

    objects = TenantManager()
    lock_order = "waba_account_id"

    class Meta(Lane.Meta):
        db_table = "hook_lane"
        verbose_name = _("webhook de un número")
        verbose_name_plural = _("webhooks de los números")

    def __str__(self) -> str:
        return str(self.waba_account_id)
