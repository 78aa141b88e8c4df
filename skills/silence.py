"""Events that nobody expects an answer to, and some that must never get one."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conversations.turn import Outcome, Turn
from skills.wordset import word_set
from whatsapp.inbound import InboundMessage, mapping, text_of

ANSWERED = word_set(
    """
    text button interactive order image audio video document sticker location contacts
    """
)
REASONS = {
    "reaction": ("sistema.reaccion", gettext_lazy("una reacción no se contesta")),
    "system": ("sistema.aviso", gettext_lazy("aviso de WhatsApp, no lo escribió una persona")),
    # Meta sends it too when another automatic number writes: answering would start a loop.
    "unsupported": (
        "sistema.no_soportado",
        gettext_lazy("mensaje que WhatsApp no entrega; puede venir de otro bot"),
    ),
    "revoke": ("sistema.eliminado", gettext_lazy("la persona eliminó un mensaje")),
    "edit": ("sistema.editado", gettext_lazy("la persona corrigió un mensaje ya contestado")),
}
CALL_PERMISSION = "call_permission_reply"


def unanswered(turn: Turn) -> Outcome | None:
    """Return the silent outcome of an event that must not be answered; None for all others."""
    kind = turn.message.kind
    if kind in REASONS:
        intent, reason = REASONS[kind]
        return _silent(turn, intent, str(reason))
    if kind not in ANSWERED:
        return _silent(turn, "sistema.desconocido", _("tipo de mensaje que Liora no conoce"))
    if interactive_kind(turn.message) == CALL_PERMISSION:
        return _silent(turn, "sistema.permiso_de_llamada", _("respuesta a un pedido de llamada"))
    return None


def interactive_kind(message: InboundMessage) -> str:
    """Return which interactive answer it is (Meta's inner type), or ""."""
    if message.kind != "interactive":
        return ""
    return text_of(mapping(mapping(message.data).get("interactive")).get("type"))


def _silent(turn: Turn, intent: str, reason: str) -> Outcome:
    return Outcome(intent, slots=turn.slots, reason=reason)
