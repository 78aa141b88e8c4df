"""Handing a conversation to a person or back to Liora, on somebody's word, with its trace."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from conversations.consent import Source, note_decision
from conversations.handover import return_to_bot, take_over
from conversations.models import ConvoState
from conversations.replying import OptedOut
from conversations.turn import Consent, Decision
from tenants.audit import Actor, record

Estado = ConvoState.Estado


@transaction.atomic
def hand_over(
    convo_id: UUID,
    estado: str,
    *,
    until: datetime | None = None,
    for_ever: bool = False,
    actor: Actor,
) -> ConvoState:
    """Let Liora answer, or a person: as `take_over` does, for as long.

    Raises OptedOut where the customer wants no messages, which only a consent can undo, and
    ConvoState.DoesNotExist for a conversation out of scope.
    """
    if estado == Estado.BOT:
        convo = return_to_bot(convo_id)
    else:
        reason = ConvoState.Handover.ELEGIDO
        convo = take_over(convo_id, reason, until=until, for_ever=for_ever)
    if convo.estado == Estado.BAJA:
        raise OptedOut
    ends = convo.human_until
    record(
        "conversacion.estado_cambiado",
        actor=actor,
        cliente_id=convo.cliente_id,
        target=str(convo.pk),
        after={"estado": str(convo.estado), "hasta": ends.isoformat() if ends else ""},
    )
    return convo


@transaction.atomic
def change_estado(convo_id: UUID, *, was: str, estado: str, note: str, actor: Actor) -> None:
    """Bring a conversation from one state to another on an operator's word.

    What a customer decided is recorded with its note; who answers them is only handed over.
    """
    for decision, applies in (
        (Decision.BAJA, estado == Estado.BAJA),
        (Decision.ALTA, was == Estado.BAJA),
    ):
        if applies:
            note_decision(convo_id, Consent(decision), note, source=Source.OPERADOR, actor=actor)
    if estado != Estado.BAJA:
        hand_over(convo_id, estado, actor=actor)
