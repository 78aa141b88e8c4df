"""The station that tells tenants' webhooks: many numbers at once, few calls for any one of them.

Numbers whose address fails have room of their own, so that they wait for each other only.
"""

import logging
import time
from collections.abc import Callable
from datetime import timedelta

from django.db import DatabaseError, OperationalError
from django_scopes import scopes_disabled

from conversations.hooks.calling import HookClient
from conversations.hooks.carrier import Carrier
from conversations.hooks.lanes import wake
from conversations.hooks.mended import mended_numbers
from conversations.hooks.rounds import PER_NUMBER, Round, prepare
from conversations.hooks.settling import settle
from conversations.models import HookLane
from liora.ops import lanes
from liora.ops.clock import DatabaseClock

HEALTHY, TROUBLED = "failures = 0", "failures > 0"
ROOM = {HEALTHY: 8, TROUBLED: 8}
"""How many numbers are told at once."""
CALLS = ROOM[HEALTHY] * PER_NUMBER + ROOM[TROUBLED]
CLOSING_S = 20.0
LOOK_FOR_MENDED_EVERY_S = 5.0

logger = logging.getLogger(__name__)


class HookSender:
    """`on_return` is called from another thread whenever a number's round is over."""

    name = "webhooks"

    def __init__(
        self,
        client: HookClient,
        *,
        lease_s: float,
        on_return: Callable[[], None] = lambda: None,
    ) -> None:
        self.lease = timedelta(seconds=lease_s)
        self.carrier = Carrier(client, threads=CALLS, on_return=on_return)
        self.clock = DatabaseClock()
        self.in_flight = dict.fromkeys(ROOM, 0)
        self.unwritten: list[Round] = []
        self.looked_at = float("-inf")

    @property
    def is_busy(self) -> bool:
        return bool(self.unwritten) or any(self.in_flight.values())

    def step(self) -> bool:
        """Write down what came back, and let leave what may; return whether there was any."""
        with scopes_disabled():
            settled = self._settle()
            self._wake_mended()
            begun = [self._begin(group) for group in ROOM]
        return settled or any(begun)

    def close(self) -> None:
        """Wait for the calls under way, and write them down."""
        deadline = time.monotonic() + CLOSING_S
        while self.is_busy and time.monotonic() < deadline:
            try:
                with scopes_disabled():
                    self._settle()
            except DatabaseError as error:
                logger.warning("hooks.closing error=%s", error)
            time.sleep(0.01)
        self.carrier.close()

    def _settle(self) -> bool:
        for round_ in self.carrier.collect():
            self.in_flight[group_of(round_)] -= 1
            self.unwritten.append(round_)
        some = bool(self.unwritten)
        while self.unwritten:
            self._write_down(self.unwritten[0])
            self.unwritten.pop(0)
        return some

    def _write_down(self, round_: Round) -> None:
        """Write a round; one that the database refuses is left to the end of its lease."""
        try:
            settle(round_, self.clock.now())
        except OperationalError:
            raise
        except Exception:
            logger.exception("hooks.refused lane=%s", round_.claim.lane_id)

    def _begin(self, group: str) -> bool:
        room = ROOM[group] - self.in_flight[group]
        if room <= 0:
            return False
        claims = lanes.claim(HookLane, limit=room, lease=self.lease, among=group)
        for claim in claims:
            self._carry(claim)
        return bool(claims)

    def _carry(self, claim: lanes.Claim) -> None:
        try:
            round_ = prepare(claim, self.clock.now())
        except OperationalError:
            raise
        except Exception:
            logger.exception("hooks.unprepared lane=%s", claim.lane_id)
            return
        self.in_flight[group_of(round_)] += 1
        self.carrier.carry(round_)

    def _wake_mended(self) -> None:
        """Try a failing number at once whose owner has given it another address."""
        if time.monotonic() - self.looked_at < LOOK_FOR_MENDED_EVERY_S:
            return
        self.looked_at = time.monotonic()
        wake(mended_numbers(), at_once=True)


def group_of(round_: Round) -> str:
    return TROUBLED if round_.is_troubled else HEALTHY
