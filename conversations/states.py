"""Writing conversations back, unless they moved on while their turn was computed."""

import json
from typing import Any
from uuid import UUID

from django.db import connection

from conversations.work import LaneWork
from liora.ops.sql import as_uuid, ids, moment_or_none, one_of, records, wire_moment

COLUMNS = {
    "id": "uuid",
    "seen": "bigint",
    "last_seq": "bigint",
    "last_intent": "text",
    "slots_json": "jsonb",
    "user_msisdn": "text",
    "waba_account_id": "uuid",
    "last_inbound_at": "timestamptz",
    "estado": "text",
    "human_until": "timestamptz",
    "human_reason": "text",
    "no_marketing": "boolean",
    "alerted_at": "timestamptz",
    "recent_json": "jsonb",
}

# An address that another conversation of the Cliente holds stays there: `user_msisdn` is unique,
# and answers go to the address of the message, not to this one.
MOVE = """
UPDATE convo_state SET last_seq = v.last_seq, last_intent = v.last_intent,
    slots_json = v.slots_json,
    user_msisdn = CASE WHEN EXISTS (
        SELECT 1 FROM convo_state AS other WHERE other.cliente_id = convo_state.cliente_id
            AND other.user_msisdn = v.user_msisdn AND other.id <> convo_state.id)
        THEN convo_state.user_msisdn ELSE v.user_msisdn END,
    waba_account_id = COALESCE(v.waba_account_id, convo_state.waba_account_id),
    last_inbound_at = CASE WHEN convo_state.last_inbound_at > v.last_inbound_at
        THEN convo_state.last_inbound_at ELSE v.last_inbound_at END,
    estado = v.estado, human_until = v.human_until, human_reason = v.human_reason,
    no_marketing = v.no_marketing, alerted_at = v.alerted_at, recent_json = v.recent_json
FROM {records} WHERE convo_state.id = v.id AND convo_state.last_seq = v.seen AND {named}
RETURNING convo_state.id
"""


def move_states(works: list[LaneWork]) -> set[UUID]:
    """Write the conversations that still stand where they were read; return those written."""
    rows = {work.convo_id: _record(work) for work in works if work.answered}
    if not rows:
        return set()
    with connection.cursor() as cursor:
        statement = MOVE.format(records=records(COLUMNS), named=one_of("convo_state.id"))
        cursor.execute(statement, [json.dumps(list(rows.values())), ids(rows)])
        return {as_uuid(row[0]) for row in cursor.fetchall()}


def _record(work: LaneWork) -> dict[str, Any]:
    conversation, last = work.known_conversation, work.answered[-1].mail
    return {
        "id": conversation.id.hex,
        "seen": conversation.seen_seq,
        "last_seq": conversation.last_seq,
        "last_intent": conversation.last_intent[:60],
        "slots_json": conversation.slots,
        "user_msisdn": conversation.address_of(last.address),
        "waba_account_id": last.waba_account_id.hex if last.waba_account_id else None,
        "last_inbound_at": wire_moment(max(one.mail.heard_at for one in work.answered)),
        "estado": str(conversation.estado),
        "human_until": moment_or_none(conversation.human_until),
        "human_reason": str(conversation.human_reason),
        "no_marketing": conversation.no_marketing,
        "alerted_at": moment_or_none(conversation.alerted_at),
        "recent_json": list(conversation.recent),
    }
