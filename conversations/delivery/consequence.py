"""What Meta's answer means for the row that was sent, its lane and its number."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from conversations.delivery.change import Change, Estado, change
from conversations.delivery.queue import Queued
from liora.ops.backoff import backoff
from whatsapp.graph.client import Accepted, Refused, SendResult
from whatsapp.graph.errors import NO_CODE, Verdict

# How soon a number is tried again whose token, permission or payment a person must mend.
STOPPED_FOR = timedelta(seconds=60)
# Cloud API, pair rate limit (131056): try again after 4^n seconds.
PAIR_BASE = 4.0
LONGEST_PAIR_S = 3600.0


@dataclass(frozen=True, slots=True)
class Consequence:
    """`wait_until` holds the lane; `pause_until` holds every lane of the number."""

    change: Change
    wait_until: datetime | None = None
    pause_until: datetime | None = None
    pause_reason: str = ""


def consequence(
    row: Queued, result: SendResult, *, now: datetime, settle: timedelta
) -> Consequence:
    if isinstance(result, Accepted):
        return Consequence(_accepted(row, result, now))
    if result.verdict == Verdict.REJECTED:
        return Consequence(change(row, Estado.FALLIDO, failed_at=now, **_error(result)))
    if result.verdict == Verdict.UNKNOWN:
        return _unknown(row, result, now + settle)
    return _later(row, result, now)


def _accepted(row: Queued, result: Accepted, now: datetime) -> Change:
    waited = now - row.since
    queued = now - row.created_at - timedelta(milliseconds=result.elapsed_ms)
    return change(
        row,
        Estado.ENVIADO,
        wamid=result.wamid,
        sent_at=now,
        latency_ms=max(0, round(waited / timedelta(milliseconds=1))),
        timings={
            "cola_ms": max(0.0, round(queued / timedelta(milliseconds=1), 1)),
            "graph_ms": result.elapsed_ms,
        },
    )


def _unknown(row: Queued, result: Refused, until: datetime) -> Consequence:
    uncertain = change(
        row,
        Estado.INCIERTO,
        unconfirmed=row.unconfirmed + 1,
        not_before=until,
        **_error(result),
    )
    return Consequence(uncertain, wait_until=until)


def _later(row: Queued, result: Refused, now: datetime) -> Consequence:
    """Meta surely did not take it: back to the queue, for as long as the verdict asks."""
    until = now + _patience(result, row.attempts)
    queued = change(
        row, Estado.EN_COLA, attempts=row.attempts + 1, not_before=until, **_error(result)
    )
    if result.verdict in (Verdict.BACK_OFF_NUMBER, Verdict.STOP_ACCOUNT):
        return Consequence(queued, until, pause_until=until, pause_reason=result.title)
    return Consequence(queued, until)


def _patience(result: Refused, attempts: int) -> timedelta:
    if result.verdict == Verdict.STOP_ACCOUNT:
        return STOPPED_FOR
    if result.verdict == Verdict.BACK_OFF_PAIR:
        return backoff(attempts, base=PAIR_BASE, longest_s=LONGEST_PAIR_S)
    asked = timedelta(seconds=result.retry_after or 0)
    return max(asked, backoff(attempts))


def _error(result: Refused) -> dict[str, int | str | None]:
    return {
        "error_code": None if result.code == NO_CODE else result.code,
        "error_detail": f"{result.title} {result.detail}".strip(),
    }
