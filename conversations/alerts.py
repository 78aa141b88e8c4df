"""Telling those who run a business that one of their customers waits for a person."""

from collections.abc import Iterable
from datetime import timedelta

from accounts.letters import ask_managers
from accounts.models import Letter
from conversations.work import Answered, LaneWork
from tenants.models import Cliente

APART = timedelta(hours=1)
MOST_QUOTED = 300


def tell_owners(works: Iterable[LaneWork]) -> None:
    """Ask for the letters of hand-overs, in the transaction that commits them."""
    for work in works:
        for answered in work.answered:
            if answered.alerts:
                _tell(work, answered)


def is_due(work: LaneWork) -> bool:
    """Tell whether the business may be told of this conversation: once an hour at most."""
    told = work.known_conversation.alerted_at
    return told is None or work.now - told >= APART


def _tell(work: LaneWork, answered: Answered) -> None:
    cliente = Cliente.objects.get(id=answered.mail.cliente_id)
    ask_managers(
        Letter.Kind.ESPERA_PERSONA,
        cliente=cliente,
        contacto=work.known_conversation.contact_name,
        direccion=answered.mail.address,
        texto=answered.message.text[:MOST_QUOTED],
        motivo=answered.outcome.handover,
    )
