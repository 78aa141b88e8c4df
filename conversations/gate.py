"""Whether Liora may speak in a conversation; what is said to her is kept either way."""

from dataclasses import replace

from django.utils.translation import gettext as _

from conversations.loops import looping
from conversations.mail import Mail
from conversations.models import ConvoState
from conversations.people import Conversation
from conversations.standing import changes_anything
from conversations.turn import Handler, Outcome, Turn
from tenants.models import Cliente
from whatsapp.graph.messages import Text

Estado = ConvoState.Estado
SPENT_UP = "sistema.limite"


def answer(
    mail: Mail, conversation: Conversation, turn: Turn, handler: Handler, *, spent_up: bool
) -> Outcome:
    """Return the outcome of a message: the handler's, or silence where Liora may not speak.

    A decision about being written to is heard wherever she is silent, if it changes anything.
    `spent_up` says that the business has sent all the messages of its month.
    """
    closed = silence(mail, conversation, turn, spent_up=spent_up)
    if closed is None:
        return _news(handler(turn), conversation)
    heard = _news(handler(replace(turn, only_consent=True)), conversation)
    if heard.consent is None:
        return closed
    # A business that is suspended sends nothing, and hears its customers' wishes all the same.
    suspended = mail.cliente_estado == Cliente.Estado.SUSPENDIDO
    return replace(heard, replies=()) if suspended else heard


def silence(
    mail: Mail, conversation: Conversation, turn: Turn, *, spent_up: bool
) -> Outcome | None:
    """Return the outcome of a message that is not Liora's to answer; None if it is."""
    if mail.cliente_estado == Cliente.Estado.SUSPENDIDO:
        return _silent(conversation, "sistema.suspendido", _("el negocio está suspendido"))
    if conversation.estado == Estado.HUMANO:
        return _silent(conversation, "sistema.humano", _("responde una persona"))
    if conversation.estado == Estado.BAJA:
        return _silent(conversation, "sistema.baja", _("pidió no recibir mensajes"))
    if looping(conversation.recent, turn.message, mail.received_at):
        return _loop(conversation)
    return _spent_up(conversation) if spent_up else None


def _news(outcome: Outcome, conversation: Conversation) -> Outcome:
    """Return the outcome without a decision that changes nothing."""
    consent = outcome.consent
    if consent is None or changes_anything(
        consent, estado=conversation.estado, no_marketing=conversation.no_marketing
    ):
        return outcome
    return replace(outcome, consent=None)


def _loop(conversation: Conversation) -> Outcome:
    silent = _silent(conversation, "sistema.bucle", _("parece otro programa que contesta solo"))
    return replace(silent, handover=ConvoState.Handover.BUCLE)


def _spent_up(conversation: Conversation) -> Outcome:
    """Say so once; the next message of the same person is only kept."""
    reason = _("se usaron los mensajes del mes")
    if conversation.last_intent == SPENT_UP:
        return _silent(conversation, SPENT_UP, reason)
    text = _("Recibimos tu mensaje. Por ahora no puedo responder: el negocio lo va a ver.")
    return Outcome(intent=SPENT_UP, replies=(Text(text),), slots=conversation.slots, reason=reason)


def _silent(conversation: Conversation, intent: str, reason: str) -> Outcome:
    return Outcome(intent=intent, slots=conversation.slots, reason=reason)
