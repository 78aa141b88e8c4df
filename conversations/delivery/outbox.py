"""The station that sends: one message of a conversation at a time, many conversations at once."""

import logging
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from uuid import UUID

from django.db import DatabaseError, OperationalError, transaction
from django_scopes import scopes_disabled

from conversations.delivery import ledger, numbers
from conversations.delivery.change import Change
from conversations.delivery.courier import IN_FLIGHT, Courier, Returned
from conversations.delivery.pacing import too_fast
from conversations.delivery.parking import tell_parked
from conversations.delivery.plan import Plan
from conversations.delivery.queue import Run, latest_claims, look_again, runs_of
from conversations.delivery.spelling import remember_spelling
from conversations.delivery.traffic import Traffic
from conversations.late import offer_templates
from conversations.learning import Learning, Told
from conversations.models import OutboundLane
from conversations.reopening import reopen
from liora.ops import lanes
from liora.ops.clock import DatabaseClock
from liora.ops.faults import fault
from liora.ops.shares import FairClaims
from whatsapp.graph.results import Accepted
from whatsapp.graph.sender import GraphSender

CLOSING_S = 20.0
# A claim younger than this is still ours without asking: no lease is that short.
SURELY_OURS_S = 1.0
# A status is looked for longer than this before it is given up (conversations.receipts).
LATE_S = 10.0

logger = logging.getLogger(__name__)


class Outbox:
    """`on_return` is called from another thread whenever a row has come back from Graph."""

    name = "outbox"

    def __init__(
        self,
        sender: GraphSender,
        *,
        lease_s: float,
        settle_s: float,
        numbers_every_s: float = 1.0,
        on_return: Callable[[], None] = lambda: None,
    ) -> None:
        self.numbers_every_s = numbers_every_s
        self.lease = timedelta(seconds=lease_s)
        self.claims = FairClaims(OutboundLane, lease=self.lease, facts=("convo_id",))
        self.settle = timedelta(seconds=settle_s)
        self.courier = Courier(sender, start_within_s=lease_s / 3, on_return=on_return)
        self.clock = DatabaseClock()
        self.traffic = Traffic()
        self.learning = Learning()
        self.looked_at_numbers = float("-inf")
        self.in_flight = 0
        self.unwritten: list[Returned] = []
        self.taken: list[Run] = []
        self.closing = False
        self.alone = 0

    def step(self) -> bool:
        """Write down what came back, and let leave what may.

        What came back is kept until it is written: an acceptance that only this process knows
        would be sent again if a moment's trouble with the database could lose it.
        """
        self._collect()
        with scopes_disabled():
            self._wake_freed()
            self.taken += self._claim()
            if not self.taken and not self.unwritten:
                return False
            try:
                self._carry_out(self._plan(self.unwritten, self.taken))
            except Exception as error:
                self._start_over(error)
                raise
        written, self.unwritten = self.unwritten, []
        self.taken.clear()
        self._learn(written)
        return True

    def _learn(self, returned: Iterable[Returned]) -> None:
        """Keep the ids by which Meta took a message, where they are not what it was sent to."""
        self.learning.learn(
            Told(back.row.cliente_id, back.row.convo_id, result.wa_id, result.user_id)
            for back in returned
            if isinstance(result := back.result, Accepted)
            and {result.wa_id, result.user_id} - {"", back.row.destination}
        )

    def _start_over(self, error: Exception) -> None:
        """Keep what is in hand for the next step, unless it is what cannot be carried out.

        Which of the lanes it was is found out by taking them one at a time; the guilty one is left
        to its lease, and harms nobody until then.
        """
        guilty = not isinstance(error, OperationalError)
        if guilty and not self.unwritten and len(self.taken) == 1:
            self.taken.clear()
        for run in [*self.taken, *(back.run for back in self.unwritten)]:
            run.forget()
        if guilty:
            self.alone = max(self.alone, len(self.taken))
            self.unwritten = [back for back in self.unwritten if not self._written_alone(back)]

    def _written_alone(self, back: Returned) -> bool:
        try:
            self._carry_out(self._plan([back], []))
        except OperationalError:
            return False
        except Exception:
            logger.exception("outbox.refused row=%s", back.row.id)
        return True

    def close(self) -> None:
        """Wait for what is with Graph, write it down, and give every lane back."""
        self.closing = True
        deadline = time.monotonic() + CLOSING_S
        while (self.in_flight or self.unwritten or self.taken) and time.monotonic() < deadline:
            if not self._closing_step():
                time.sleep(0.01)
        self.courier.close()

    def _closing_step(self) -> bool:
        try:
            return self.step()
        except DatabaseError as error:
            logger.warning("outbox.closing error=%s", error)
            return False

    def _collect(self) -> None:
        returned = self.courier.collect()
        self.in_flight -= len(returned)
        for back in returned:
            self.traffic.returned(back)
        self.unwritten += returned

    def _wake_freed(self) -> None:
        """Now and then, wake what waits for numbers that somebody has freed meanwhile."""
        if not self.closing and time.monotonic() - self.looked_at_numbers >= self.numbers_every_s:
            numbers.wake_freed()
            self.looked_at_numbers = time.monotonic()

    def _claim(self) -> list[Run]:
        room = 0 if self.closing else IN_FLIGHT - self.in_flight
        if self.alone > 0 and room > 0:
            room, self.alone = 1, self.alone - 1
        if room <= 0:
            return []
        claims = self.claims.take(room)
        if claims:
            fault("outbox.claimed")
        return runs_of(claims) if claims else []

    def _plan(self, returned: Iterable[Returned], runs: Iterable[Run]) -> Plan:
        returned = list(returned)
        remember_spelling(returned)
        look_again(back.run for back in returned)
        plan = Plan(self.clock.now(), self.settle, self.traffic, closing=self.closing)
        plan.settle_all(returned, latest_claims(runs))
        for run, until in too_fast((run for run, _ in plan.starting), plan.now):
            plan.turn_back(run, until)
        return plan

    def _carry_out(self, plan: Plan) -> None:
        # Before the rows it is for are given up: were it done later, a death between would lose it.
        offer_templates(plan.late)
        with transaction.atomic():
            named = [change.id for _, change in [*plan.changes, *plan.starting]]
            plan.turn_back_unless(ledger.lock(named) if named else {})
            ours = lanes.lock(OutboundLane, [run.claim for run in plan.in_hand])
            held = ours & self._held(run for run, _ in plan.starting)
            held |= lanes.release(
                OutboundLane, [run.claim for run in plan.ending], again_at=plan.again_at
            )
            ledger.write(
                change
                for run, change in [*plan.changes, *plan.starting]
                # What Meta took is a fact; all else about a lane is for whoever has it now.
                if run.claim.lane_id in held or change.wamid
            )
            _reopen_late(plan.changes)
            numbers.await_numbers(plan.awaited)
            numbers.lock({*plan.freed, *plan.probes, *plan.holds})
            numbers.free(plan.freed - set(plan.holds))
            numbers.probe(plan.probes)
            tell_parked(numbers.hold(plan.holds))
            fault("outbox.marked")
        fault("outbox.written")
        for run, change in plan.starting:
            if run.claim.lane_id in held and run.account:
                run.leave(maybe_twice=change.maybe_twice)
                self.in_flight += 1
                self.traffic.left(run.head)
                self.courier.carry(run, run.account)

    def _held(self, starting: Iterable[Run]) -> set[UUID]:
        """Return the lanes that are still ours, their lease lengthened if it is not fresh."""
        runs = list(starting)
        young = time.monotonic() - SURELY_OURS_S
        old = [run for run in runs if run.claimed_at < young]
        fresh = {run.claim.lane_id for run in runs if run.claimed_at >= young}
        if not old:
            return fresh
        extended = lanes.extend(OutboundLane, [run.claim for run in old], lease=self.lease)
        for run in old:
            run.claimed_at = time.monotonic()
        return fresh | extended


def _reopen_late(changes: Iterable[tuple[Run, Change]]) -> None:
    """Take up statuses that were given up while nobody knew the id of their message."""
    early = time.monotonic() - LATE_S
    late = [
        (run, change)
        for run, change in changes
        if change.wamid and (run.claimed_at < early or change.maybe_twice)
    ]
    reopen((change.wamid for _, change in late), (run.cliente_id for run, _ in late))
