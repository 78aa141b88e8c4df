"""A person answering in place of Liora, decided from outside a turn."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from conversations.fence import overtake
from conversations.hooks.announcing import announce_moved
from conversations.models import ConversationLog, ConvoState
from conversations.standing import give_back, hours_of
from liora.ops.clock import DatabaseClock

Estado, Handover = ConvoState.Estado, ConvoState.Handover

ANSWERED_BY_A_PERSON = "respondio_una_persona"
# Consent was asked for by the customer, so its one confirmation leaves whoever answers.
ALWAYS_LEAVE = ("baja", "alta", "baja.publicidad", "alta.publicidad")


@transaction.atomic
def take_over(
    convo_id: UUID,
    reason: str,
    *,
    at: datetime | None = None,
    until: datetime | None = None,
    for_ever: bool = False,
) -> ConvoState:
    """Let a person answer, for HUMAN_HOURS from `at` (now) unless told `until` or `for_ever`.

    A person's turn is lengthened, never cut by an older message. Where the customer opted out it
    changes nothing. Raises ConvoState.DoesNotExist for a conversation out of scope.
    """
    convo = overtake(convo_id)
    now = DatabaseClock().now()
    end = None if for_ever else until or (at or now) + hours_of(reason)
    if convo.estado != Estado.BAJA and (end is None or end > now):
        if not until and _is_longer(convo, end):
            end = convo.human_until
        convo.estado, convo.human_reason, convo.human_until = Estado.HUMANO, reason, end
        convo.save(update_fields=["estado", "human_reason", "human_until"])
    return convo


def _is_longer(convo: ConvoState, end: datetime | None) -> bool:
    """Tell whether the turn of whoever answers already ends later."""
    if convo.estado != Estado.HUMANO or end is None:
        return False
    return convo.human_until is None or convo.human_until > end


@transaction.atomic
def return_to_bot(convo_id: UUID) -> ConvoState:
    """Let Liora answer again, unless the customer opted out. Raises ConvoState.DoesNotExist."""
    convo = overtake(convo_id)
    if convo.estado == Estado.HUMANO:
        give_back(convo)
        convo.save(update_fields=["estado", "human_reason", "human_until"])
    return convo


def drop_unsent(convo: ConvoState, *, before: datetime | None = None) -> int:
    """Give up what Liora had queued in answer to what a person has answered; return how many.

    In the transaction of the take-over. What is with Meta already, or may be, is left alone;
    `before` spares the answers to what the customer wrote after the person did.
    """
    queued = ConversationLog.objects.filter(
        convo=convo, estado=ConversationLog.Estado.EN_COLA, origin=ConversationLog.Origin.BOT
    ).exclude(intent__in=ALWAYS_LEAVE)
    if before is not None:
        queued = queued.filter(Q(asked_at__isnull=True) | Q(asked_at__lte=before))
    # Locked in order, as the outbox does; others would deadlock.
    ids = list(queued.order_by("id").select_for_update(of=("self",)).values_list("id", flat=True))
    dropped = ConversationLog.objects.filter(
        id__in=ids, estado=ConversationLog.Estado.EN_COLA
    ).update(
        estado=ConversationLog.Estado.FALLIDO,
        failure=ANSWERED_BY_A_PERSON,
        error_detail=_("Una persona respondió antes de que saliera."),
        not_before=None,
        failed_at=Now(),
    )
    announce_moved((row_id, ConversationLog.Estado.FALLIDO) for row_id in ids)
    return dropped
