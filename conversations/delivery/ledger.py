"""Writing the ledger of sends. Rows move only forward: a status webhook may have been faster."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from conversations.delivery.change import Change
from liora.ops.sql import moment_or_none, records
from whatsapp.models import WabaAccount

COLUMNS = {
    "id": "uuid",
    "estado": "text",
    "attempts": "smallint",
    "maybe_twice": "boolean",
    "not_before": "timestamptz",
    "wamid": "text",
    "error_code": "integer",
    "error_detail": "text",
    "latency_ms": "integer",
    "sent_at": "timestamptz",
    "failed_at": "timestamptz",
    "timings": "jsonb",
}

# An acceptance brings the wamid even when the status webhook was faster; anything else that
# comes after a status is older news.
WRITE = """
UPDATE conversation_log SET
    estado = CASE WHEN conversation_log.estado IN ('en_cola', 'enviando', 'incierto')
        THEN v.estado ELSE conversation_log.estado END,
    attempts = v.attempts, maybe_twice = v.maybe_twice, not_before = v.not_before,
    wamid = CASE WHEN v.wamid <> '' THEN v.wamid ELSE conversation_log.wamid END,
    error_code = v.error_code, error_detail = v.error_detail,
    latency_ms = COALESCE(v.latency_ms, conversation_log.latency_ms),
    sent_at = COALESCE(conversation_log.sent_at, v.sent_at),
    failed_at = v.failed_at, timings_json = v.timings
FROM {records}
WHERE conversation_log.id = v.id
    AND (conversation_log.estado IN ('en_cola', 'enviando', 'incierto') OR v.wamid <> '')
"""


def write(changes: Iterable[Change]) -> None:
    rows = [_record(change) for change in changes]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(WRITE.format(records=records(COLUMNS)), [json.dumps(rows)])


def _record(change: Change) -> dict[str, Any]:
    return {
        "id": change.id.hex,
        "estado": change.estado,
        "attempts": change.attempts,
        "maybe_twice": change.maybe_twice,
        "not_before": moment_or_none(change.not_before),
        "wamid": change.wamid[:256],
        "error_code": change.error_code,
        "error_detail": change.error_detail,
        "latency_ms": change.latency_ms,
        "sent_at": moment_or_none(change.sent_at),
        "failed_at": moment_or_none(change.failed_at),
        "timings": change.timings,
    }


def pause(account_id: UUID, *, until: datetime, reason: str) -> None:
    """Hold everything of a number until a moment, and say why to whoever looks."""
    WabaAccount.objects.filter(id=account_id).update(paused_until=until, pause_reason=reason[:200])


def resume(account_id: UUID) -> None:
    WabaAccount.objects.filter(id=account_id).update(paused_until=None, pause_reason="")
