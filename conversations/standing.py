"""Who may speak in a conversation, and what a turn changes of it: values, nothing is written."""

from datetime import datetime, timedelta

from django.conf import settings

from conversations.models import ConvoState
from conversations.people import Conversation
from conversations.turn import Consent, Decision, Kind, Outcome

Estado, Handover = ConvoState.Estado, ConvoState.Handover

# How long nobody answers what looks like another program.
LOOP_HOURS = 1.0


def hours_of(reason: str) -> timedelta:
    """Return how long a person answers who was called for that reason."""
    return timedelta(hours=LOOP_HOURS if reason == Handover.BUCLE else settings.HUMAN_HOURS)


def wake(conversation: Conversation, now: datetime) -> None:
    """Give a conversation back to Liora if the person's time in it is over."""
    over = conversation.human_until is not None and conversation.human_until <= now
    if conversation.estado == Estado.HUMANO and over:
        give_back(conversation)


def give_back(conversation: Conversation | ConvoState) -> None:
    conversation.estado = Estado.BOT
    conversation.human_until, conversation.human_reason = None, Handover.NADIE


def changes_anything(consent: Consent, *, estado: str, no_marketing: bool) -> bool:
    """Tell whether a decision is news; who opted out of everything can only come back whole."""
    if consent.kind == Kind.TODO:
        return (consent.decision == Decision.BAJA) != (estado == Estado.BAJA)
    return estado != Estado.BAJA and (consent.decision == Decision.BAJA) != no_marketing


def apply_consent(conversation: Conversation | ConvoState, consent: Consent) -> None:
    """Let a decision stand; a customer's outranks whoever answers them."""
    if consent.kind == Kind.PUBLICIDAD:
        conversation.no_marketing = consent.decision == Decision.BAJA
    elif consent.decision == Decision.BAJA:
        give_back(conversation)
        conversation.estado = Estado.BAJA
    elif conversation.estado == Estado.BAJA:
        give_back(conversation)


def apply_turn(conversation: Conversation, outcome: Outcome, now: datetime) -> None:
    """Let a turn's consent and hand-over stand in the working copy."""
    if outcome.consent:
        apply_consent(conversation, outcome.consent)
    if outcome.handover and conversation.estado == Estado.BOT:
        conversation.estado, conversation.human_reason = Estado.HUMANO, outcome.handover
        conversation.human_until = now + hours_of(outcome.handover)
