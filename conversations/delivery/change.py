"""What happens to a row of the ledger: a value until it is written."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from conversations.delivery.queue import Queued
from conversations.models import ConversationLog

Estado = ConversationLog.Estado
KEPT = ("attempts", "unconfirmed", "crashes", "maybe_twice", "sent_to")


@dataclass(frozen=True, slots=True)
class Change:
    id: UUID
    estado: str
    attempts: int
    unconfirmed: int
    crashes: int
    maybe_twice: bool
    sent_to: str = ""
    not_before: datetime | None = None
    wamid: str = ""
    failure: str = ""
    error_code: int | None = None
    error_detail: str = ""
    latency_ms: int | None = None
    sent_at: datetime | None = None
    failed_at: datetime | None = None
    timings: dict[str, Any] = field(default_factory=dict)


def change(row: Queued, estado: str, **facts: Any) -> Change:
    """Move a row to `estado`; what is not said stays as it was."""
    kept = {name: getattr(row, name) for name in KEPT}
    return Change(id=row.id, estado=estado, **(kept | facts))
