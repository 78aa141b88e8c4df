"""What one step of the outbox will write and do: nothing leaves before it is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from conversations.delivery.change import Change, Estado, change
from conversations.delivery.consequence import Consequence, Hold, consequence
from conversations.delivery.courier import Returned
from conversations.delivery.departure import Drop, Go, Wait, departure
from conversations.delivery.failures import Failure
from conversations.delivery.queue import Account, Run, latest_claims
from conversations.delivery.traffic import Traffic
from whatsapp.graph.client import Accepted, SendResult

# Longer than a call can take: so long nobody else tries a number that one message is trying.
PROBE_TAKES = timedelta(seconds=20)
# How soon a message looks again for a place among those of its business.
NO_ROOM_FOR = timedelta(milliseconds=100)


@dataclass(slots=True)
class Plan:
    """`now` is the database's time; `settle` is how long an unknown outcome waits for a status.

    `closing` lets nothing new leave. `holds` are numbers held back from now on, `probes` numbers
    that one message tries, `freed` numbers whose probe went through, `awaited` the number that
    a lane waits for, and `late` the rows too late for free text whose number has a template.
    """

    now: datetime
    settle: timedelta
    traffic: Traffic
    closing: bool = False
    changes: list[tuple[Run, Change]] = field(default_factory=list)
    starting: list[tuple[Run, Change]] = field(default_factory=list)
    ending: list[Run] = field(default_factory=list)
    again_at: dict[UUID, datetime | None] = field(default_factory=dict)
    holds: dict[UUID, Hold] = field(default_factory=dict)
    probes: dict[UUID, datetime] = field(default_factory=dict)
    freed: set[UUID] = field(default_factory=set)
    awaited: dict[UUID, UUID] = field(default_factory=dict)
    late: list[UUID] = field(default_factory=list)

    def settle_all(self, returned: Sequence[Returned], taken: Mapping[UUID, Run]) -> None:
        """Go on with every lane in hand, by the latest claim on it: all others have lost it.

        A lane taken up again while its row was away is read anew once what came back is written:
        both of its runs would let the same next row leave.
        """
        away = latest_claims(back.run for back in returned)
        for back in returned:
            lane_id = back.run.claim.lane_id
            if lane_id not in taken and away[lane_id] is back.run:
                self.settle_returned(back)
            elif lane_id in taken or isinstance(back.result, Accepted):
                self._note_only(back)
        for lane_id, run in taken.items():
            if lane_id in away:
                self.turn_back(run, None)
                run.forget()
            else:
                self.next_of(run)

    def _note_only(self, back: Returned) -> None:
        """Write down what became of a row of a lane that another run goes on with."""
        if back.result is None:
            self.changes.append((back.run, change(back.row, Estado.EN_COLA)))
        else:
            self._note(back, back.result)

    def settle_returned(self, back: Returned) -> None:
        """Write down what became of a row, then let the next of its lane leave or wait."""
        if back.result is None:
            self.changes.append((back.run, change(back.row, Estado.EN_COLA)))
            self._again(back.run, None)
            return
        follows = self._note(back, back.result)
        if follows.wait_until:
            if follows.hold:
                self.awaited[back.run.claim.lane_id] = back.account.id
            self._again(back.run, follows.wait_until)
            return
        back.run.settled(back.row)
        self.next_of(back.run)

    def next_of(self, run: Run) -> None:
        """Let the row at the head of a lane leave, or say until when the lane rests."""
        while run.rows:
            account = self._as_known_now(run.account)
            chosen = departure(run.head, account, now=self.now, settle=self.settle)
            if isinstance(chosen, Go):
                self._start(run, account, chosen)
                return
            if isinstance(chosen, Wait):
                self._wait(run, chosen)
                return
            self._drop(run, chosen)
        if run.unfinished:
            self._again(run, None)
        else:
            self.ending.append(run)

    @property
    def in_hand(self) -> list[Run]:
        """The runs whose lanes are given back or kept, where any of their rows is to leave."""
        starting = [run for run, _ in self.starting]
        return [*self.ending, *starting] if starting else []

    def turn_back(self, run: Run, until: datetime | None) -> None:
        """Let a row that was about to leave wait after all."""
        self.starting = [(one, leaving) for one, leaving in self.starting if one is not run]
        if run.is_probe and run.account:
            self.probes.pop(run.account.id, None)
        self._again(run, until)

    def turn_back_unless(self, may_leave: Mapping[UUID, str]) -> None:
        """Let what was settled, is unwanted or goes elsewhere since it was read be read again."""
        for run, leaving in list(self.starting):
            if may_leave.get(leaving.id) != run.head.address:
                self.turn_back(run, None)
                run.forget()

    def _as_known_now(self, account: Account | None) -> Account | None:
        """Return the number as this very step has come to know it."""
        if account is None:
            return None
        if held := self.holds.get(account.id):
            return replace(account, paused_until=held.until, pause_reason=held.reason)
        if account.id in self.freed:
            return replace(account, paused_until=None, pause_reason="")
        if until := self.probes.get(account.id):
            return replace(account, paused_until=until)
        return account

    def _note(self, back: Returned, result: SendResult) -> Consequence:
        follows = consequence(back.row, back.account, result, now=self.now, settle=self.settle)
        self.changes.append((back.run, follows.change))
        self._note_late(follows.change, back.account)
        if hold := follows.hold or self.traffic.hold_of(back.account.id, self.now):
            self._hold(back.account.id, replace(hold, again=back.run.is_probe))
        elif back.run.is_probe and (follows.is_personal or not follows.wait_until):
            self.freed.add(back.account.id)
        return follows

    def _hold(self, account_id: UUID, hold: Hold) -> None:
        """Keep what says most: that a number is refused, or else the longer wait."""
        known = self.holds.get(account_id)
        if known is None or (hold.parks, hold.until) > (known.parks, known.until):
            self.holds[account_id] = hold

    def _start(self, run: Run, account: Account | None, chosen: Go) -> None:
        if self.closing:
            self._again(run, None)
        elif not self._has_room(run):
            self._again(run, self.now + NO_ROOM_FOR)
        else:
            run.is_probe = account is not None and account.is_troubled
            if run.is_probe and account:
                self.probes[account.id] = self.now + PROBE_TAKES
            self.starting.append((run, chosen.change))

    def _has_room(self, run: Run) -> bool:
        cliente_id = run.head.cliente_id
        leaving = sum(one.head.cliente_id == cliente_id for one, _ in self.starting)
        return leaving < self.traffic.room_of(cliente_id)

    def _wait(self, run: Run, chosen: Wait) -> None:
        if chosen.change:
            self.changes.append((run, chosen.change))
        if chosen.number:
            self.awaited[run.claim.lane_id] = chosen.number
        self._again(run, chosen.until)

    def _drop(self, run: Run, chosen: Drop) -> None:
        self.changes.append((run, chosen.change))
        self._note_late(chosen.change, run.account)
        run.settled(run.head)

    def _note_late(self, change: Change, account: Account | None) -> None:
        late = change.failure == Failure.FUERA_DE_VENTANA
        if late and account and account.reopen_template_id:
            self.late.append(change.id)

    def _again(self, run: Run, at: datetime | None) -> None:
        """Give a lane back that wants a worker once more, at a moment or at once (None)."""
        self.ending.append(run)
        self.again_at[run.claim.lane_id] = at
