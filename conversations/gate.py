"""Whether Liora may speak in a conversation; what is said to her is kept either way."""

from django.utils.translation import gettext as _

from conversations.mail import Mail
from conversations.models import ConvoState
from conversations.people import Conversation
from conversations.turn import Outcome
from tenants.models import Cliente
from whatsapp.graph.messages import Text

Estado = ConvoState.Estado
SPENT_UP = "sistema.limite"


def silence(mail: Mail, conversation: Conversation, *, spent_up: bool) -> Outcome | None:
    """Return the outcome of a message that is not Liora's to answer; None if it is.

    `spent_up` says that the business has sent all the messages of its month.
    """
    if mail.cliente_estado == Cliente.Estado.SUSPENDIDO:
        return _silent(conversation, "sistema.suspendido", _("el negocio está suspendido"))
    if conversation.estado == Estado.HUMANO:
        return _silent(conversation, "sistema.humano", _("responde una persona"))
    if conversation.estado == Estado.BAJA:
        return _silent(conversation, "sistema.baja", _("pidió no recibir mensajes"))
    return _spent_up(conversation) if spent_up else None


def _spent_up(conversation: Conversation) -> Outcome:
    """Say so once; the next message of the same person is only kept."""
    reason = _("se usaron los mensajes del mes")
    if conversation.last_intent == SPENT_UP:
        return _silent(conversation, SPENT_UP, reason)
    text = _("Recibimos tu mensaje. Por ahora no puedo responder: el negocio lo va a ver.")
    return Outcome(intent=SPENT_UP, replies=(Text(text),), slots=conversation.slots, reason=reason)


def _silent(conversation: Conversation, intent: str, reason: str) -> Outcome:
    return Outcome(intent=intent, slots=conversation.slots, reason=reason)
