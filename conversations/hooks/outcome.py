"""What an answer means for an event, and a round of answers for its number. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from conversations.hooks.calling import Answer
from conversations.hooks.troubles import Trouble
from conversations.models import HookEvent
from liora.ops.backoff import backoff

Estado = HookEvent.Estado

# With the waits between them (3.4^n seconds) ten tries cover about a day.
MAX_ATTEMPTS = 10
BASE, LONGEST_WAIT_S = 3.4, 24 * 3600.0
# After this many failures in a row an address is left alone: half a minute, then ever longer.
OPEN_AFTER = 5
FIRST_PAUSE_EXPONENT = 5
LONGEST_PAUSE_S = 3600.0


def event_after(attempts: int, answer: Answer, now: datetime) -> dict[str, Any]:
    """Return the columns of an event after its call number `attempts` + 1."""
    tried = {"attempts": attempts + 1, "answered": answer.status, "trouble": answer.trouble or ""}
    if answer.trouble is None:
        return {**tried, "estado": Estado.ENTREGADO, "delivered_at": now, "not_before": None}
    if attempts + 1 >= MAX_ATTEMPTS or answer.trouble == Trouble.GONE:
        return {**tried, "estado": Estado.MUERTO, "not_before": None}
    wait = backoff(attempts + 1, base=BASE, longest_s=LONGEST_WAIT_S)
    return {**tried, "not_before": now + wait}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a number's address has answered of late."""

    failures: int
    failing_since: datetime | None
    paused_until: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether the circuit is open: the address is left alone but for a try now and then."""
        return self.failures >= OPEN_AFTER


def standing_after(before: Standing, answers: Collection[Answer], now: datetime) -> Standing:
    """Return the standing after a round; one good answer closes the circuit."""
    if any(answer.trouble is None for answer in answers):
        return Standing(0, None)
    after = Standing(before.failures + len(answers), before.failing_since or now)
    if not after.is_open:
        return after
    return Standing(after.failures, after.failing_since, now + _pause(after.failures))


def _pause(failures: int) -> timedelta:
    return backoff(failures - OPEN_AFTER + FIRST_PAUSE_EXPONENT, longest_s=LONGEST_PAUSE_S)
