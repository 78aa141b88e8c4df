"""What happens to a row of the ledger: a value until it is written."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from conversations.delivery.queue import Queued
from conversations.models import ConversationLog

Estado = ConversationLog.Estado


@dataclass(frozen=True, slots=True)
class Change:
    id: UUID
    estado: str
    attempts: int
    maybe_twice: bool
    not_before: datetime | None = None
    wamid: str = ""
    error_code: int | None = None
    error_detail: str = ""
    latency_ms: int | None = None
    sent_at: datetime | None = None
    failed_at: datetime | None = None
    timings: dict[str, Any] = field(default_factory=dict)


def change(row: Queued, estado: str, **facts: Any) -> Change:
    """Move a row to `estado`; what is not said stays as it was."""
    facts = {"attempts": row.attempts, "maybe_twice": row.maybe_twice} | facts
    return Change(id=row.id, estado=estado, **facts)
