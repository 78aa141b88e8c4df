from django.db import models
from django.utils.translation import gettext_lazy as _

from conversations.models.contact import Contact
from liora.ops.ids import new_id
from liora.ops.timestamps import CreatedUpdated
from tenants.guard import TenantManager, TenantModel
from tenants.models import Cliente
from whatsapp.models import WabaAccount


class ConvoState(TenantModel, CreatedUpdated):
    """Where a conversation stands. One per contact of a Cliente.

    `last_seq` numbers the log rows of the conversation and is also its fence: a turn that was
    computed on an older number commits nothing. Whoever changes a conversation from outside its
    turns (`estado`, a message of a person) raises it, so that a turn under way starts again.
    `human_until` ends a person's turn to answer; without it they give it back themselves.
    `send_as` is the form of their number that Meta took where it had refused another.
    `recent_json` is what `conversations.loops` remembers of the last turns, and `alerted_at` when
    the business was last told that a person waits for one.
    """

    class Estado(models.TextChoices):
        BOT = "bot", _("Responde Liora")
        HUMANO = "humano", _("Responde una persona")
        BAJA = "baja", _("Pidió no recibir mensajes")

    class Handover(models.TextChoices):
        """Why a person answers."""

        NADIE = "", _("No responde una persona")
        PEDIDO = "pedido", _("Pidió hablar con una persona")
        PERSONA = "persona", _("Una persona le escribió")
        ELEGIDO = "elegido", _("Lo decidió el negocio")
        BUCLE = "bucle", _("Parecía otro programa")

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
    contact = models.OneToOneField(
        Contact, models.CASCADE, related_name="state", verbose_name=_("contacto")
    )
    user_msisdn = models.CharField(_("dirección"), max_length=140)
    send_as = models.CharField(_("se le escribe a"), max_length=140, blank=True)
    last_intent = models.CharField(_("última intención"), max_length=60, blank=True)
    slots_json = models.JSONField(_("datos de la charla"), default=dict, blank=True)
    estado = models.CharField(_("estado"), max_length=8, choices=Estado, default=Estado.BOT)
    human_until = models.DateTimeField(_("responde una persona hasta"), null=True, blank=True)
    human_reason = models.CharField(
        _("por qué responde una persona"),
        max_length=10,
        choices=Handover,
        default=Handover.NADIE,
        blank=True,
    )
    alerted_at = models.DateTimeField(_("último aviso al negocio"), null=True, blank=True)
    no_marketing = models.BooleanField(_("no quiere publicidad"), default=False)
    recent_json = models.JSONField(_("últimos turnos"), default=list, blank=True)
    last_inbound_at = models.DateTimeField(_("último mensaje recibido"), null=True)
    last_seq = models.BigIntegerField(_("último número de mensaje"), default=0)

    objects = TenantManager()

    class Meta:
        db_table = "convo_state"
        verbose_name = _("conversación")
        verbose_name_plural = _("conversaciones")
        constraints = [
            models.UniqueConstraint(
                fields=["user_msisdn", "cliente"], name="convo_state_user_cliente"
            )
        ]
        indexes = [models.Index(fields=["cliente", "updated_at"], name="convo_state_cliente")]

    def __str__(self) -> str:
        return self.user_msisdn
