"""Handing a conversation to a person or back to Liora, on somebody's word, with its trace."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from conversations.handover import return_to_bot, take_over
from conversations.models import ConvoState
from conversations.replying import OptedOut
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
