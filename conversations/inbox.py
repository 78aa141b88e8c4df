"""The station that answers: claims lanes, computes their turns, commits them together.

A message that makes a skill fail holds back its own lane only, and is put aside as dead once it
has failed often enough.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import OperationalError
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from conversations.answering import answer_all
from conversations.batch_size import BatchSize
from conversations.commit import commit_turns
from conversations.mail import waiting_mail
from conversations.turn import Handler, Outcome, Turn
from conversations.work import LaneWork
from liora.ops import lanes
from liora.ops.clock import DatabaseClock
from liora.ops.faults import fault
from liora.ops.lanes import Claim
from liora.ops.shares import FairClaims
from whatsapp.models import InboundLane

# One by one, what a dead worker leaves would take longer to come back than its lease; all together,
# one that kills workers would take the others along until each is believed to be the killer.
FELL_ONCE, FELL_AGAIN = (lanes.ORPHANED, 50), ((lanes.SUSPECT, 10), (lanes.GUILTY, 1))
# How much longer than the others they are worked on: they have waited for a lease already. After
# half of one no more of them are begun, since the others wait meanwhile.
SUSPECTS_SHARE, SUSPECTS_PART = 3, 1 / 2
# The part of a lease in which turns are begun; the rest is for the last of them and the commit.
ANSWERING_PART = 1 / 3

logger = logging.getLogger(__name__)


class NotStorable(Exception):
    """The database refused what a turn had to keep."""


class Inbox:
    """`on_commit` is called when there may be something new to send."""

    name = "inbox"

    def __init__(
        self,
        handler: Handler,
        *,
        lease_s: float,
        suspects_every_s: float = 0.0,
        on_commit: Callable[[], None] = lambda: None,
    ) -> None:
        self.handler = handler
        self.lease = timedelta(seconds=lease_s)
        self.claims = FairClaims(InboundLane, lease=self.lease, facts=("address",))
        self.on_commit = on_commit
        self.size = BatchSize(self.lease)
        self.clock = DatabaseClock()
        self.held: list[Claim] = []
        self.suspects_every_s = suspects_every_s
        self.suspects_at = float("-inf")

    def step(self) -> bool:
        """Answer what waits. Lanes whose worker died go after all others, in the end alone.

        One of them may hold what killed it; were they always taken together it would take them all
        along every time, until each was believed to be the killer.
        """
        with scopes_disabled():
            self._give_back()
            began = time.monotonic()
            sound = self._take(lanes.SOUND, limit=self.size.limit)
            took = time.monotonic() - began
            self.size.took(sound, took)
            suspect = self._suspects_are_due() and self._take_suspects(
                min(SUSPECTS_SHARE * took, SUSPECTS_PART * self.lease.total_seconds())
            )
        return sound > 0 or suspect

    def close(self) -> None:
        """Nothing is in hand between two steps."""

    def _suspects_are_due(self) -> bool:
        return time.monotonic() - self.suspects_at >= self.suspects_every_s

    def _take_suspects(self, seconds: float) -> bool:
        """Take suspects for `seconds`; return whether there were any.

        Else what a dead worker held would come back in small pieces between large batches. Only
        after none was left are they looked for less often.
        """
        taken = self._take_for(seconds, self._take_some)
        if taken == 0:
            self.suspects_at = time.monotonic()
        return taken > 0

    def _take_some(self) -> int:
        """Take fewer the oftener they fell, but for as long; return how many there were.

        While workers go on dying there are always some that fell for the first time, and those
        that fell again would wait for all of them.
        """
        began = time.monotonic()
        among, limit = FELL_ONCE
        taken = self._take(among, limit=limit)
        took = time.monotonic() - began
        for among, limit in FELL_AGAIN:
            taken += self._take_for(took, partial(self._take, among, limit=limit))
        return taken

    def _take_for(self, seconds: float, take: Callable[[], int]) -> int:
        """Take once and then for so many seconds, while there are any; return how many."""
        until = time.monotonic() + seconds
        taken = 0
        while found := take():
            taken += found
            if time.monotonic() >= until:
                break
        return taken

    def _take(self, among: str, *, limit: int) -> int:
        claims = self.claims.take(limit, among=among)
        if claims:
            fault("inbox.claimed")
            self.held = claims
            self._work(claims)
            self.held = []
            self.on_commit()
        return len(claims)

    def _give_back(self) -> None:
        """Return the lanes that trouble with the database left in our hands.

        They would come back by themselves when their lease ends, but as if this worker had died
        of them, and a message that is believed to kill workers is put aside.
        """
        if self.held:
            self.size.failed()
            again: dict[UUID, datetime | None] = {claim.lane_id: None for claim in self.held}
            lanes.release(InboundLane, self.held, again_at=again)
            self.held = []

    def _work(self, claims: list[Claim]) -> None:
        """Answer lanes together or, if that fails, one by one: one must not harm the others."""
        if self._kept(claims, self.handler):
            return
        for claim in claims:
            if len(claims) == 1 or not self._kept([claim], self.handler):
                self._kept([claim], _refuse)

    def _kept(self, claims: list[Claim], handler: Handler) -> bool:
        """Answer and commit; return whether the database took it.

        A lane of which it does not even take the failure is left to its lease: it comes back as
        a suspect, and in the end its message is put aside unread.
        """
        try:
            works = self._answered(claims, handler)
            fault("inbox.answered")
            commit_turns(works)
            fault("inbox.committed")
        except OperationalError:
            raise
        except Exception:
            logger.exception("inbox.refused lanes=%s", len(claims))
            return False
        return True

    def _answered(self, claims: list[Claim], handler: Handler) -> list[LaneWork]:
        now = self.clock.now()
        works = [LaneWork(claim, waiting, now) for claim, waiting in waiting_mail(claims)]
        within_s = self.lease.total_seconds() * ANSWERING_PART
        answer_all(works, handler, within_s=within_s)
        return works


def _refuse(turn: Turn) -> Outcome:
    """Stand in for a handler whose turn could not be kept, so that it counts as a failure."""
    raise NotStorable(_("La base de datos rechazó lo que había que guardar."))
