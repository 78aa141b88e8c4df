"""The station that sends: one message of a conversation at a time, many conversations at once."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django_scopes import scopes_disabled

from conversations.delivery import ledger
from conversations.delivery.change import Change, Estado, change
from conversations.delivery.consequence import consequence
from conversations.delivery.courier import IN_FLIGHT, Courier, Returned
from conversations.delivery.departure import Drop, Go, Wait, departure
from conversations.delivery.queue import Run, runs_of
from conversations.models import OutboundLane
from liora.ops import lanes
from liora.ops.lanes import Claim
from whatsapp.graph.client import GraphClient, SendResult

CLOSING_S = 20.0


@dataclass(slots=True)
class Plan:
    """What one step will write and do; nothing leaves before it is written."""

    changes: list[Change] = field(default_factory=list)
    starting: list[tuple[Run, Change]] = field(default_factory=list)
    ending: list[Claim] = field(default_factory=list)
    again_at: dict[UUID, datetime | None] = field(default_factory=dict)
    pauses: dict[UUID, tuple[datetime, str]] = field(default_factory=dict)
    resumes: set[UUID] = field(default_factory=set)

    def finish(self, run: Run) -> None:
        self.ending.append(run.claim)

    def again(self, run: Run, at: datetime | None) -> None:
        """Give a lane back that wants a worker once more, at a moment or at once (None)."""
        self.finish(run)
        self.again_at[run.claim.lane_id] = at


class Outbox:
    name = "outbox"

    def __init__(
        self,
        client: GraphClient,
        *,
        lease_s: float,
        settle_s: float,
        on_return: Callable[[], None] = lambda: None,
    ) -> None:
        self.lease = timedelta(seconds=lease_s)
        self.settle = timedelta(seconds=settle_s)
        self.courier = Courier(client, start_within_s=lease_s / 3, on_return=on_return)
        self.in_flight = 0
        self.closing = False

    def step(self) -> bool:
        returned = self.courier.collect()
        self.in_flight -= len(returned)
        with scopes_disabled():
            runs = self._claim()
            if returned or runs:
                self._carry_out(self._plan(returned, runs))
        return bool(returned or runs)

    def close(self) -> None:
        """Wait for what is with Graph, write it down, and give every lane back."""
        self.closing = True
        deadline = time.monotonic() + CLOSING_S
        while self.in_flight and time.monotonic() < deadline:
            if not self.step():
                time.sleep(0.01)
        self.courier.close()

    def _claim(self) -> list[Run]:
        room = 0 if self.closing else IN_FLIGHT - self.in_flight
        if room <= 0:
            return []
        claims = lanes.claim(OutboundLane, limit=room, lease=self.lease, facts=("convo_id",))
        return runs_of(claims) if claims else []

    def _plan(self, returned: list[Returned], runs: list[Run]) -> Plan:
        plan, now = Plan(), datetime.now(UTC)
        for back in returned:
            self._settle(plan, back, now)
        for run in runs:
            self._next(plan, run, now)
        return plan

    def _settle(self, plan: Plan, back: Returned, now: datetime) -> None:
        """Write down what became of a row, then let the next of its lane leave or wait."""
        if back.result is None:
            plan.changes.append(change(back.row, Estado.EN_COLA))
            plan.again(back.run, None)
            return
        if not self._note(plan, back, back.result, now):
            back.run.rows.popleft()
            self._next(plan, back.run, now)

    def _note(self, plan: Plan, back: Returned, result: SendResult, now: datetime) -> bool:
        """Plan the consequence of a result; return whether the lane must wait for it."""
        follows = consequence(back.row, result, now=now, settle=self.settle)
        plan.changes.append(follows.change)
        account = back.run.account
        if account and follows.pause_until:
            plan.pauses[account.id] = (follows.pause_until, follows.pause_reason)
        elif account and account.pause_reason and follows.change.estado == Estado.ENVIADO:
            plan.resumes.add(account.id)
        if follows.wait_until:
            plan.again(back.run, follows.wait_until)
        return follows.wait_until is not None

    def _next(self, plan: Plan, run: Run, now: datetime) -> None:
        while run.rows:
            chosen = departure(run.rows[0], run.account, now=now, settle=self.settle)
            if isinstance(chosen, Go) and not self.closing:
                plan.starting.append((run, chosen.change))
                return
            if not isinstance(chosen, Drop):
                self._hold(plan, run, chosen)
                return
            plan.changes.append(chosen.change)
            run.rows.popleft()
        plan.finish(run)

    def _hold(self, plan: Plan, run: Run, chosen: Go | Wait) -> None:
        if isinstance(chosen, Go):
            plan.again(run, None)
            return
        if chosen.change:
            plan.changes.append(chosen.change)
        plan.again(run, chosen.until)

    def _carry_out(self, plan: Plan) -> None:
        with transaction.atomic():
            held = self._held(plan)
            starting = [(run, mark) for run, mark in plan.starting if run.claim.lane_id in held]
            ledger.write([*plan.changes, *(mark for _, mark in starting)])
            for account_id, (until, reason) in plan.pauses.items():
                ledger.pause(account_id, until=until, reason=reason)
            for account_id in plan.resumes - set(plan.pauses):
                ledger.resume(account_id)
            lanes.release(OutboundLane, plan.ending, again_at=plan.again_at)
        for run, _mark in starting:
            if account := run.account:
                self.in_flight += 1
                self.courier.carry(run, run.rows[0], account)

    def _held(self, plan: Plan) -> set[UUID]:
        """Return the lanes of `starting` that are still ours, their lease lengthened if needed."""
        young = time.monotonic() - 1
        old = [run for run, _ in plan.starting if run.claimed_at < young]
        fresh = {run.claim.lane_id for run, _ in plan.starting if run.claimed_at >= young}
        if not old:
            return fresh
        extended = lanes.extend(OutboundLane, [run.claim for run in old], lease=self.lease)
        for run in old:
            run.claimed_at = time.monotonic()
        return fresh | extended
