"""What waits to be sent in claimed lanes, and the numbers it is sent through."""

import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from conversations.delivery.templates import UNKNOWN, Standing, standings
from conversations.models import ConversationLog, ConvoState
from conversations.phone import comparable
from liora.ops.any_of import AnyOf
from liora.ops.encryption import Secret
from liora.ops.lanes import Claim
from liora.ops.sql import as_uuid
from tenants.models import Cliente
from whatsapp.models import WabaAccount

UNDER_WAY = ConversationLog.Estado.ENVIANDO


@dataclass(frozen=True, slots=True)
class Queued:
    """One outgoing row that Meta has not confirmed yet."""

    id: UUID
    convo_id: UUID
    cliente_id: UUID
    waba_account_id: UUID | None
    estado: str
    address: str
    content: dict[str, Any]
    in_reply_to: str
    attempts: int
    unconfirmed: int
    crashes: int
    not_before: datetime | None
    maybe_twice: bool
    asked_at: datetime | None
    created_at: datetime
    intent: str
    origin: str
    not_after: datetime | None
    convo_estado: str
    heard_at: datetime | None
    """When the customer last wrote, which opens Meta's window; None if they never did."""
    sent_to: str = ""
    """The other form of the number, once Meta has refused the one."""
    send_as: str = ""
    """The form of their number that Meta is known to take."""
    no_marketing: bool = False
    replaces_id: UUID | None = None
    template: Standing = UNKNOWN

    @property
    def destination(self) -> str:
        """Where it goes: the address as it arrived, unless Meta wants it spelt otherwise."""
        if self.sent_to:
            return self.sent_to
        same = self.send_as and comparable(self.send_as) == comparable(self.address)
        return self.send_as if same else self.address

    @property
    def since(self) -> datetime:
        """When the customer began to wait."""
        return self.asked_at or self.created_at


@dataclass(frozen=True, slots=True)
class Account:
    """The number a row is sent through."""

    id: UUID
    phone_number_id: str
    access_token: Secret
    marks_read: bool
    estado: str
    paused_until: datetime | None
    pause_reason: str
    park_strikes: int
    messages_per_second: int
    reopen_template_id: UUID | None = None
    """The template that takes the place of what comes too late."""
    cliente_estado: str = ""

    @property
    def is_suspended(self) -> bool:
        """Whether its business may send nothing."""
        return self.cliente_estado == Cliente.Estado.SUSPENDIDO

    @property
    def is_troubled(self) -> bool:
        """Whether it was held back and nothing has gone through it since."""
        return bool(self.pause_reason)


@dataclass(slots=True)
class Run:
    """A claimed lane and the rows that leave it, one after another."""

    claim: Claim
    rows: deque[Queued]
    accounts: dict[UUID, Account]
    claimed_at: float = field(default_factory=time.monotonic)
    is_probe: bool = False
    """Whether the row under way finds out if its number is well again."""
    unfinished: bool = False
    """Whether `rows` were dropped unsent: the lane must be claimed again."""

    @property
    def head(self) -> Queued:
        return self.rows[0]

    @property
    def cliente_id(self) -> UUID:
        return as_uuid(self.claim.facts[0])

    @property
    def account(self) -> Account | None:
        """The number of the row at the head."""
        owner = self.head.waba_account_id
        return self.accounts.get(owner) if owner else None

    def leave(self, *, maybe_twice: bool) -> None:
        """Note that the row at the head is being sent."""
        self.rows[0] = replace(self.head, estado=UNDER_WAY, maybe_twice=maybe_twice)

    def settled(self, row: Queued) -> None:
        """Let go of a row that is done with; the next one may leave."""
        if self.rows and self.head.id == row.id:
            self.rows.popleft()

    def forget(self) -> None:
        """Drop what was read of the lane: the database knows better now."""
        self.rows.clear()
        self.unfinished = True


def runs_of(claims: Iterable[Claim]) -> list[Run]:
    """Return every claimed lane with its unconfirmed rows in order.

    The facts of a claim are the Cliente's id and the conversation's.
    """
    by_convo: dict[UUID, Run] = {}
    accounts: dict[UUID, Account] = {}
    for claim in claims:
        by_convo[as_uuid(claim.facts[1])] = Run(claim, deque(), accounts)
    rows = _unsent(by_convo)
    accounts.update(_accounts({row.waba_account_id for row in rows if row.waba_account_id}))
    for row in _with_standings(rows):
        by_convo[row.convo_id].rows.append(row)
    return list(by_convo.values())


def latest_claims(runs: Iterable[Run]) -> dict[UUID, Run]:
    """Return the run of each lane whose claim is the latest."""
    return {run.claim.lane_id: run for run in sorted(runs, key=lambda run: run.claim.fence)}


def look_again(runs: Iterable[Run]) -> None:
    """Read afresh what may have changed while a row was with Graph: the person, the number."""
    waiting = [run for run in runs if len(run.rows) > 1]
    if not waiting:
        return
    people = ConvoState.objects.only("estado", "last_inbound_at", "send_as", "no_marketing")
    states = people.in_bulk([run.head.convo_id for run in waiting])
    owners = {row.waba_account_id for run in waiting for row in run.rows}
    numbers = _accounts(owner for owner in owners if owner)
    for run in waiting:
        run.accounts.update(numbers)
        if now := states.get(run.head.convo_id):
            run.rows = deque(_with_standings([_as_of(row, now) for row in run.rows]))


def _as_of(row: Queued, convo: ConvoState) -> Queued:
    return replace(
        row,
        convo_estado=convo.estado,
        heard_at=convo.last_inbound_at,
        send_as=convo.send_as,
        no_marketing=convo.no_marketing,
    )


def _with_standings(rows: list[Queued]) -> list[Queued]:
    known = standings(rows)
    return [replace(row, template=known[row.id]) if row.id in known else row for row in rows]


def _unsent(convos: Iterable[UUID]) -> list[Queued]:
    rows = (
        ConversationLog.objects.filter(AnyOf("convo_id", convos), estado__in=ConversationLog.UNSENT)
        .order_by("convo", "seq")
        .values_list(
            "id",
            "convo_id",
            "cliente_id",
            "waba_account_id",
            "estado",
            "user_msisdn",
            "content_json",
            "in_reply_to",
            "attempts",
            "unconfirmed",
            "crashes",
            "not_before",
            "maybe_twice",
            "asked_at",
            "created_at",
            "intent",
            "origin",
            "not_after",
            "convo__estado",
            "convo__last_inbound_at",
            "sent_to",
            "convo__send_as",
            "convo__no_marketing",
            "replaces_id",
        )
    )
    return [Queued(*row) for row in rows]


def _accounts(ids: Iterable[UUID]) -> dict[UUID, Account]:
    rows = WabaAccount.objects.filter(AnyOf("id", ids)).values_list(
        "id",
        "phone_number_id",
        "access_token",
        "marks_read",
        "estado",
        "paused_until",
        "pause_reason",
        "park_strikes",
        "messages_per_second",
        "reopen_template_id",
        "cliente__estado",
    )
    # The stubs take an encrypted column for the text it is written from; it reads as Secret.
    return {row[0]: Account(*cast(tuple[Any, ...], row)) for row in rows}
