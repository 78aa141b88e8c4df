"""What Meta's answer means for the row that was sent, its lane and its number."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from conversations.delivery.change import Change, Estado, change
from conversations.delivery.failures import NOT_ON_TEST_LIST, failure_of, remedy
from conversations.delivery.queue import Account, Queued
from conversations.phone import other_spelling
from liora.ops.backoff import backoff
from whatsapp.graph.client import Accepted, Refused, SendResult
from whatsapp.graph.error_codes import MOST_RETRIES, SHORTEST_WAIT_S
from whatsapp.graph.errors import NO_CODE, Verdict

# A number that Meta refuses is tried again after 64, 128, … seconds: a person has to mend it.
FIRST_PROBE = 6
LONGEST_PROBE_S = 1800.0
# Cloud API, pair rate limit (131056): try again after 4^n seconds.
PAIR_BASE = 4.0
LONGEST_PAIR_S = 3600.0


@dataclass(frozen=True, slots=True)
class Hold:
    """Everything of a number waits until a moment.

    `parks` says that Meta refuses the number itself, for `code`, until a person has mended it;
    `again` that it had been refused before, and one message has tried.
    """

    until: datetime
    reason: str
    parks: bool = False
    code: int | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Consequence:
    """`wait_until` holds the lane; `hold` holds every lane of the number.

    `is_personal` says that it is about the person alone: the number itself is well.
    """

    change: Change
    wait_until: datetime | None = None
    hold: Hold | None = None
    is_personal: bool = False


def consequence(
    row: Queued, account: Account, result: SendResult, *, now: datetime, settle: timedelta
) -> Consequence:
    """Decide by the verdict on Meta's code; `settle` is how long a status may take to come."""
    if isinstance(result, Accepted):
        return Consequence(_accepted(row, result, now))
    if result.verdict == Verdict.UNKNOWN:
        return _unknown(row, result, now + settle)
    if result.code == NOT_ON_TEST_LIST and not row.sent_to and other_spelling(row.destination):
        return _spelt_otherwise(row, result, now)
    if result.verdict == Verdict.REJECTED or _tried_enough(row, result):
        return Consequence(_refused(row, result, now))
    if result.verdict == Verdict.STOP_ACCOUNT:
        return _parked(row, account, result, now)
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


def _tried_enough(row: Queued, result: Refused) -> bool:
    """Whether what may pass by itself has not passed: more of it would only be a nuisance."""
    return row.attempts >= MOST_RETRIES.get(result.code, row.attempts + 1)


def _refused(row: Queued, result: Refused, now: datetime) -> Change:
    failure = failure_of(result.code)
    error = _error(result)
    error["error_detail"] = f"{error['error_detail']} {remedy(failure)}".strip()
    return change(row, Estado.FALLIDO, failure=failure, failed_at=now, **error)


def _spelt_otherwise(row: Queued, result: Refused, now: datetime) -> Consequence:
    """Try the other form of the number, once: Meta's test list knows numbers as they were typed."""
    again = change(
        row,
        Estado.EN_COLA,
        sent_to=other_spelling(row.destination),
        not_before=now,
        **_error(result),
    )
    return Consequence(again, wait_until=now, is_personal=True)


def _parked(row: Queued, account: Account, result: Refused, now: datetime) -> Consequence:
    """The number cannot send for anybody: what waits is kept until a person has mended it."""
    until = now + backoff(FIRST_PROBE + account.park_strikes, longest_s=LONGEST_PROBE_S)
    code = None if result.code == NO_CODE else result.code
    hold = Hold(until, _words(result), parks=True, code=code)
    return Consequence(_queued(row, result, None), until, hold)


def _later(row: Queued, result: Refused, now: datetime) -> Consequence:
    """Meta surely did not take it: back to the queue, for as long as the verdict asks."""
    until = now + _patience(result, row.attempts)
    hold = Hold(until, result.title) if result.verdict == Verdict.BACK_OFF_NUMBER else None
    return Consequence(_queued(row, result, until), until, hold)


def _patience(result: Refused, attempts: int) -> timedelta:
    if result.verdict == Verdict.BACK_OFF_PAIR:
        own = backoff(attempts, base=PAIR_BASE, longest_s=LONGEST_PAIR_S, spread=(1.0, 1.25))
    else:
        own = backoff(attempts)
    asked = max(result.retry_after or 0, SHORTEST_WAIT_S.get(result.code, 0))
    return max(timedelta(seconds=asked), own)


def _queued(row: Queued, result: Refused, until: datetime | None) -> Change:
    return change(
        row, Estado.EN_COLA, attempts=row.attempts + 1, not_before=until, **_error(result)
    )


def _error(result: Refused) -> dict[str, Any]:
    return {
        "error_code": None if result.code == NO_CODE else result.code,
        "error_detail": _words(result),
    }


def _words(result: Refused) -> str:
    return f"{result.title} {result.detail}".strip()
