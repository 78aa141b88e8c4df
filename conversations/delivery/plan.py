"""What one step of the outbox will write and do: nothing leaves before it is written."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from conversations.delivery.change import Change, Estado, change
from conversations.delivery.consequence import Consequence, consequence
from conversations.delivery.courier import Returned
from conversations.delivery.departure import Drop, Go, departure
from conversations.delivery.queue import Account, Run
from whatsapp.graph.client import SendResult


@dataclass(slots=True)
class Plan:
    """`now` is the database's time; `settle` is how long an unknown outcome waits for a status.

    `closing` lets nothing new leave.
    """

    now: datetime
    settle: timedelta
    closing: bool = False
    changes: list[tuple[Run, Change]] = field(default_factory=list)
    starting: list[tuple[Run, Change]] = field(default_factory=list)
    ending: list[Run] = field(default_factory=list)
    again_at: dict[UUID, datetime | None] = field(default_factory=dict)
    pauses: dict[UUID, tuple[datetime, str]] = field(default_factory=dict)
    resumes: set[UUID] = field(default_factory=set)

    def settle_returned(self, back: Returned) -> None:
        """Write down what became of a row, then let the next of its lane leave or wait."""
        if back.result is None:
            self.changes.append((back.run, change(back.row, Estado.EN_COLA)))
            self._again(back.run, None)
            return
        follows = self._note(back, back.result)
        if follows.wait_until:
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
                self._start(run, chosen)
                return
            if not isinstance(chosen, Drop):
                if chosen.change:
                    self.changes.append((run, chosen.change))
                self._again(run, chosen.until)
                return
            self.changes.append((run, chosen.change))
            run.settled(run.head)
        if run.unfinished:
            self._again(run, None)
        else:
            self.ending.append(run)

    def _as_known_now(self, account: Account | None) -> Account | None:
        """Return the number as this very step has come to know it."""
        if account is None or account.id not in self.pauses:
            return account
        return replace(account, paused_until=self.pauses[account.id][0])

    def _note(self, back: Returned, result: SendResult) -> Consequence:
        follows = consequence(back.row, result, now=self.now, settle=self.settle)
        self.changes.append((back.run, follows.change))
        if follows.pause_until:
            self.pauses[back.account.id] = (follows.pause_until, follows.pause_reason)
        elif back.account.pause_reason and follows.change.estado == Estado.ENVIADO:
            self.resumes.add(back.account.id)
        return follows

    def _start(self, run: Run, chosen: Go) -> None:
        if self.closing:
            self._again(run, None)
        else:
            self.starting.append((run, chosen.change))

    def _again(self, run: Run, at: datetime | None) -> None:
        """Give a lane back that wants a worker once more, at a moment or at once (None)."""
        self.ending.append(run)
        self.again_at[run.claim.lane_id] = at
