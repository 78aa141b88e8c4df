"""Writing the ledger of sends. Rows move only forward: a status webhook may have been faster."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection

from conversations.delivery.change import Change
from conversations.delivery.departure import FAREWELL
from conversations.hooks.announcing import announce_moved
from liora.ops.sql import as_uuid, ids, moment_or_none, one_of, records

COLUMNS = {
    "id": "uuid",
    "estado": "text",
    "attempts": "smallint",
    "unconfirmed": "smallint",
    "crashes": "smallint",
    "maybe_twice": "boolean",
    "sent_to": "text",
    "not_before": "timestamptz",
    "wamid": "text",
    "failure": "text",
    "error_code": "integer",
    "error_detail": "text",
    "latency_ms": "integer",
    "sent_at": "timestamptz",
    "failed_at": "timestamptz",
    "timings": "jsonb",
}

# Whatever comes after a status is older news, except for what only an acceptance tells: the
# message's id, which a status may have been faster to bring, and how long all of it took. Whoever
# lost the lane may bring one, and know nothing of a second sending: `maybe_twice` only ever rises.
WRITE = """
UPDATE conversation_log SET
    estado = CASE WHEN {unsent} THEN v.estado ELSE conversation_log.estado END,
    not_before = CASE WHEN {unsent} THEN v.not_before END,
    failure = CASE WHEN {unsent} THEN v.failure ELSE conversation_log.failure END,
    error_code = CASE WHEN {unsent} THEN v.error_code ELSE conversation_log.error_code END,
    error_detail = CASE WHEN {unsent} THEN v.error_detail ELSE conversation_log.error_detail END,
    failed_at = CASE WHEN {unsent} THEN v.failed_at ELSE conversation_log.failed_at END,
    attempts = v.attempts, unconfirmed = v.unconfirmed, crashes = v.crashes,
    maybe_twice = conversation_log.maybe_twice OR v.maybe_twice, sent_to = v.sent_to,
    wamid = CASE WHEN v.wamid <> '' THEN v.wamid ELSE conversation_log.wamid END,
    latency_ms = COALESCE(v.latency_ms, conversation_log.latency_ms),
    sent_at = COALESCE(conversation_log.sent_at, v.sent_at), timings_json = v.timings
FROM {records}
WHERE conversation_log.id = v.id AND {named} AND ({unsent} OR v.wamid <> '')
"""

LOCK = """
SELECT conversation_log.id,
    {unsent} AND (convo_state.estado <> 'baja'
        OR conversation_log.intent = %s AND conversation_log.origin = 'bot'),
    conversation_log.user_msisdn
FROM conversation_log JOIN convo_state ON convo_state.id = conversation_log.convo_id
WHERE {named} ORDER BY conversation_log.id {lock}
"""

UNSENT = "conversation_log.estado IN ('en_cola', 'enviando', 'incierto')"


def lock(row_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Lock rows, and return where those go that may still leave: not settled, nor unwanted.

    In order and before their lane, as the receipts do; others would deadlock.
    """
    # Only PostgreSQL has row locks; SQLite has one writer.
    of_rows = "FOR UPDATE OF conversation_log" if connection.vendor == "postgresql" else ""
    named = one_of("conversation_log.id")
    with connection.cursor() as cursor:
        statement = LOCK.format(unsent=UNSENT, named=named, lock=of_rows)
        cursor.execute(statement, [FAREWELL, ids(row_ids)])
        found = cursor.fetchall()
    return {as_uuid(row_id): address for row_id, may_leave, address in found if may_leave}


def write(changes: Iterable[Change]) -> None:
    """Write changes; of two of one row the later, unless Meta is known to have taken it."""
    latest = {change.id: change for change in sorted(changes, key=lambda one: bool(one.wamid))}
    rows = [_record(change) for change in latest.values()]
    if rows:
        with connection.cursor() as cursor:
            named = one_of("conversation_log.id")
            statement = WRITE.format(unsent=UNSENT, records=records(COLUMNS), named=named)
            cursor.execute(statement, [json.dumps(rows), ids(UUID(row["id"]) for row in rows)])
        announce_moved((row["id"], row["estado"]) for row in rows)


def _record(change: Change) -> dict[str, Any]:
    return {
        "id": change.id.hex,
        "estado": change.estado,
        "attempts": change.attempts,
        "unconfirmed": change.unconfirmed,
        "crashes": change.crashes,
        "maybe_twice": change.maybe_twice,
        "sent_to": change.sent_to,
        "not_before": moment_or_none(change.not_before),
        "wamid": change.wamid[:256],
        "failure": change.failure,
        "error_code": change.error_code,
        "error_detail": change.error_detail,
        "latency_ms": change.latency_ms,
        "sent_at": moment_or_none(change.sent_at),
        "failed_at": moment_or_none(change.failed_at),
        "timings": change.timings,
    }
