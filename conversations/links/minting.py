"""The station that has links shortened by Bitly before anybody needs them.

A reply takes one from the stock if there is any, so it never waits for Bitly. Whatever goes wrong
with Bitly, messages go on with our own links.
"""

import logging
import time
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import caches
from django_scopes import scope

from conversations.links.bitly import Bitly, BitlyTrouble, is_enabled
from conversations.links.codes import address_of, new_code
from conversations.links.wanting import first_wanting
from conversations.models import ShortLink
from liora.ops.backoff import backoff

# Bitly takes five connections from one address; one worker at a time asks it, and not too often.
GAP_S = 1.0
LOOK_EVERY_S = 15.0
# Longer than a call can take.
TURN_S = 30
TURN, PAUSE, MADE = "bitly:turno", "bitly:pausa", "bitly:hechos"
BASE_S, LONGEST_WAIT_S = 10.0, 3600.0
MONTH_S = 32 * 24 * 3600

logger = logging.getLogger(__name__)


class Minter:
    name = "enlaces"

    def __init__(self, bitly: Bitly | None = None, *, gap_s: float = GAP_S) -> None:
        self.bitly = bitly or Bitly()
        self.gap_s = gap_s
        self.failures = 0
        self.rests_until = float("-inf")

    def step(self) -> bool:
        """Have one link shortened; return whether there may be more to do at once."""
        if not is_enabled() or time.monotonic() < self.rests_until:
            return False
        self.rests_until = time.monotonic() + LOOK_EVERY_S
        if _counters().get(PAUSE) or not _counters().add(TURN, 1, timeout=TURN_S):
            return False
        try:
            return self._fill()
        finally:
            _counters().delete(TURN)

    def close(self) -> None:
        self.bitly.close()

    def _fill(self) -> bool:
        cliente_id = first_wanting()
        if cliente_id is None or not _within_quota():
            return False
        try:
            _mint(cliente_id, self.bitly)
        except BitlyTrouble as trouble:
            self._pause(trouble)
            return False
        self.failures = 0
        self.rests_until = time.monotonic() + self.gap_s
        return self.gap_s == 0

    def _pause(self, trouble: BitlyTrouble) -> None:
        """Leave Bitly alone, in every worker; the first to find out says so."""
        if trouble.lasts_all_month:
            _pause_for_the_month(trouble.code)
            return
        self.failures += 1
        wait = backoff(self.failures, base=BASE_S, longest_s=LONGEST_WAIT_S).total_seconds()
        _counters().set(PAUSE, 1, timeout=wait)
        if self.failures == 1:
            logger.warning("bitly.paused code=%s", trouble.code)


def _mint(cliente_id: UUID, bitly: Bitly) -> None:
    """Add one link to a Cliente's stock; raises BitlyTrouble.

    A code that was sent to Bitly is kept until there is an answer: asking for the same address
    again uses up nothing more.
    """
    with scope(cliente=cliente_id):
        bare = ShortLink.objects.filter(destination="", bitly="").first()
        row = bare or ShortLink.objects.create(cliente_id=cliente_id, code=new_code())
    link = bitly.shorten(address_of(row.code))
    with scope(cliente=cliente_id):
        ShortLink.objects.filter(pk=row.pk).update(bitly=link)


def _within_quota() -> bool:
    """Count one more link of the month; beyond BITLY_MONTHLY_LINKS stop until the next."""
    made = _counters().hit(f"{MADE}:{datetime.now(UTC):%Y-%m}", MONTH_S).value
    if made <= settings.BITLY_MONTHLY_LINKS:
        return True
    _pause_for_the_month("BITLY_MONTHLY_LINKS")
    return False


def _pause_for_the_month(code: str) -> None:
    if _counters().add(PAUSE, 1, timeout=until_next_month(datetime.now(UTC)).total_seconds()):
        logger.warning("bitly.paused_until_next_month code=%s", code)


def until_next_month(moment: datetime) -> timedelta:
    """Return how long it is to the first of the next month, at midnight UTC."""
    later = moment.replace(day=1, hour=0, minute=0, second=0, microsecond=0) + timedelta(days=32)
    return later.replace(day=1) - moment


def _counters() -> Any:
    return caches["counters"]
