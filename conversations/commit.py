"""Committing turns: events done, state moved, messages logged and queued, lanes given back.

All of it in one transaction. A lane that another worker has taken meanwhile, a conversation that
moved on, or an order for what somebody else got first, keeps nothing of its turn and is answered
again.
"""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from conversations.alerts import tell_owners
from conversations.consent import consent_rows
from conversations.hooks.announcing import announce_received
from conversations.links.keeping import counted, link_rows
from conversations.media.noting import media_rows
from conversations.orders import Orders
from conversations.outbound_lanes import wake_outbound
from conversations.rows import log_rows
from conversations.states import move_states
from conversations.work import LaneWork
from liora.ops import bulk, lanes
from liora.ops.any_of import AnyOf
from liora.ops.faults import fault
from tenants.plans import Meter
from tenants.policy import count
from whatsapp.models import InboundEvent, InboundLane

Estado = InboundEvent.Estado


@transaction.atomic
def commit_turns(works: list[LaneWork]) -> None:
    again = {work.claim.lane_id: work.again_at for work in works if work.wants_more}
    held = lanes.release(InboundLane, [work.claim for work in works], again_at=again)
    fault("inbox.released")
    ours = [work for work in works if work.claim.lane_id in held]
    # Two lanes may share a person; what one of them computed rests on what the other one did.
    lost = {work.convo_id for work in works if work.answered and work.claim.lane_id not in held}
    sound = [work for work in ours if work.answered and work.convo_id not in lost]
    # Lanes first, then stock, then conversations: every transaction locks in this order.
    orders = Orders(sound)
    moved = move_states([work for work in sound if work.convo_id in orders.granted])
    kept = [work for work in ours if not work.answered or work.convo_id in moved]
    _reopen(work for work in ours if work.answered and work.convo_id not in moved)
    logs = [row for work in kept for row in log_rows(work)]
    links = link_rows(kept, logs)
    bulk.insert(logs)
    bulk.insert(links)
    bulk.insert(media_rows(kept, logs))
    fault("inbox.logged")
    bulk.insert(consent_rows(kept))
    tell_owners(kept)
    orders.keep(moved)
    _settle_events(kept)
    count(_sent(kept), Meter.MESSAGES)
    count(counted(links), Meter.SHORT_LINKS)
    wake_outbound(
        {
            work.convo_id: work.answered[0].mail.cliente_id
            for work in kept
            if any(answered.outgoing for answered in work.answered)
        }
    )
    announce_received(logs)


def _sent(works: list[LaneWork]) -> dict[UUID, int]:
    """Return how many messages each Cliente is about to send."""
    sent: Counter[UUID] = Counter()
    for work in works:
        for answered in work.answered:
            sent[answered.mail.cliente_id] += len(answered.outgoing)
    return {cliente_id: n for cliente_id, n in sent.items() if n}


def _reopen(overtaken: Iterable[LaneWork]) -> None:
    """Send back to the queue lanes whose turns rest on an older state, or on stock that went."""
    lane_ids = [work.claim.lane_id for work in overtaken]
    if lane_ids:
        InboundLane.objects.filter(id__in=lane_ids).update(pending_since=Now())


def _settle_events(works: list[LaneWork]) -> None:
    failed = {work.failed.event_id for work in works if work.failed}
    answered = {one.mail.event_id for work in works for one in work.answered}
    InboundEvent.objects.filter(AnyOf("id", answered - failed)).update(
        estado=Estado.HECHO, handled_at=Now()
    )
    for work in works:
        if work.failed and work.failed.due:
            InboundEvent.objects.filter(id=work.failed.event_id).update(
                estado=Estado.MUERTO if work.is_dead else Estado.PENDIENTE,
                attempts=work.failed.attempts + 1,
                not_before=work.again_at,
                error=work.failure[:2000],
                handled_at=Now() if work.is_dead else None,
            )
