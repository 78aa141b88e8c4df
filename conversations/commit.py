"""Committing turns: events done, state moved, messages logged and queued, lanes given back.

All of it in one transaction. A lane that another worker has taken meanwhile, or a conversation
that moved on, keeps nothing of its turn and is answered again.
"""

import json
from datetime import UTC, datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models.functions import Now

from conversations.models import ConversationLog
from conversations.outbound_lanes import wake_outbound
from conversations.rows import log_rows
from conversations.work import LaneWork
from liora.ops import lanes
from liora.ops.sql import as_uuid, records, wire_moment
from whatsapp.models import InboundEvent, InboundLane


@transaction.atomic
def commit_turns(works: list[LaneWork]) -> None:
    again = {work.claim.lane_id: work.again_at for work in works if work.wants_more}
    held = lanes.release(InboundLane, [work.claim for work in works], again_at=again)
    ours = [work for work in works if work.claim.lane_id in held]
    moved = _move_states(ours)
    overtaken = [work for work in ours if work.answered and _state_id(work) not in moved]
    _reopen(overtaken)
    kept = [work for work in ours if not work.answered or _state_id(work) in moved]
    ConversationLog.objects.bulk_create([row for work in kept for row in log_rows(work)])
    _settle_events(kept)
    wake_outbound(
        {
            work.conversation.id: work.answered[0].mail.cliente_id
            for work in kept
            if work.conversation and any(answered.outgoing for answered in work.answered)
        }
    )


def _state_id(work: LaneWork) -> UUID | None:
    return work.conversation.id if work.conversation else None


def _move_states(works: list[LaneWork]) -> set[UUID]:
    """Write the conversations that still stand where they were read; return those written."""
    rows = {
        work.conversation.id: {
            "id": work.conversation.id.hex,
            "seen": work.conversation.seen_seq,
            "last_seq": work.conversation.last_seq,
            "last_intent": work.conversation.last_intent[:60],
            "slots_json": work.conversation.slots,
            "user_msisdn": work.answered[-1].mail.address,
            "waba_account_id": _hex(work.answered[-1].mail.waba_account_id),
            "last_inbound_at": wire_moment(work.answered[-1].mail.received_at),
        }
        for work in works
        if work.conversation and work.answered
    }
    with connection.cursor() as cursor:
        cursor.execute(_MOVE.format(records=records(_MOVED)), [json.dumps(list(rows.values()))])
        return {as_uuid(row[0]) for row in cursor.fetchall()}


_MOVED = {
    "id": "uuid",
    "seen": "bigint",
    "last_seq": "bigint",
    "last_intent": "text",
    "slots_json": "jsonb",
    "user_msisdn": "text",
    "waba_account_id": "uuid",
    "last_inbound_at": "timestamptz",
}

_MOVE = """
UPDATE convo_state SET last_seq = v.last_seq, last_intent = v.last_intent,
    slots_json = v.slots_json, user_msisdn = v.user_msisdn,
    waba_account_id = COALESCE(v.waba_account_id, convo_state.waba_account_id),
    last_inbound_at = v.last_inbound_at
FROM {records} WHERE convo_state.id = v.id AND convo_state.last_seq = v.seen
RETURNING convo_state.id
"""


def _hex(value: UUID | None) -> str | None:
    return value.hex if value else None


def _reopen(works: list[LaneWork]) -> None:
    """Send overtaken lanes back to the queue: their turns were computed on an older state."""
    if works:
        InboundLane.objects.filter(id__in=[work.claim.lane_id for work in works]).update(
            pending_since=Now()
        )


def _settle_events(works: list[LaneWork]) -> None:
    failed = {work.failed.event_id for work in works if work.failed}
    answered = {one.mail.event_id for work in works for one in work.answered}
    InboundEvent.objects.filter(id__in=answered - failed).update(
        estado=InboundEvent.Estado.HECHO, handled_at=Now()
    )
    for work in works:
        if work.failed and work.failed.due:
            _count_attempt(work)


def _count_attempt(work: LaneWork) -> None:
    failed = work.failed
    if failed is None:
        return
    dead = work.is_dead
    InboundEvent.objects.filter(id=failed.event_id).update(
        estado=InboundEvent.Estado.MUERTO if dead else InboundEvent.Estado.PENDIENTE,
        attempts=failed.attempts + 1,
        not_before=work.again_at,
        error=work.failure[:2000],
        handled_at=datetime.now(UTC) if dead else None,
    )
