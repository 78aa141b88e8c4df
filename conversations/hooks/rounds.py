"""A round: what is sent to one number's webhook at once, at most one event of a conversation."""

import logging
import threading
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from conversations.hooks.calling import Answer
from conversations.hooks.event_body import event_bytes
from conversations.hooks.troubles import Trouble
from conversations.hooks.waiting import bury, bury_expired, due_first, pending
from conversations.models import HookEvent, HookLane
from liora.ops.encryption import DecryptionError
from liora.ops.lanes import Claim
from tenants.hook_secrets import signing_secrets

PER_NUMBER = 4
# A lane whose workers died this often in a row holds an event that kills workers.
MAX_CRASHES = 5

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event on its way; without a body it could not be written, and is not sent."""

    event_id: UUID
    kind: str
    attempts: int
    body: bytes | None


@dataclass(slots=True)
class Round:
    """`died` counts what was put aside while it was being prepared."""

    claim: Claim
    lane: HookLane
    url: str
    secrets: list[str] = field(default_factory=list, repr=False)
    deliveries: list[Delivery] = field(default_factory=list)
    died: int = 0
    answers: dict[UUID, Answer] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_troubled(self) -> bool:
        return self.lane.failures > 0

    @property
    def is_unsigned(self) -> bool:
        """Whether there is an address and no secret to sign with: then nothing is sent."""
        return bool(self.url) and not self.secrets

    def answered(self, delivery: Delivery, answer: Answer) -> bool:
        """Keep an answer; return whether it was the last that was missing."""
        with self.lock:
            self.answers[delivery.event_id] = answer
            return len(self.answers) == len(self.deliveries)


def prepare(claim: Claim, now: datetime) -> Round:
    """Read what goes out in a claimed lane, and put aside what never will."""
    lane = HookLane.objects.select_related("waba_account", "cliente").get(pk=claim.lane_id)
    round_ = Round(claim, lane, lane.waba_account.webhook_url)
    if not round_.url:
        bury(pending(lane.waba_account_id), Trouble.NO_ADDRESS)
        return round_
    if claim.crashes >= MAX_CRASHES:
        round_.died += _bury_the_killer(lane)
    if round_.is_troubled:
        round_.died += bury_expired(lane.waba_account_id, now)
    round_.secrets = _secrets(lane)
    if round_.secrets:
        alone = round_.is_troubled or claim.crashes > 0
        round_.deliveries = _deliveries(lane, 1 if alone else PER_NUMBER)
    return round_


def _bury_the_killer(lane: HookLane) -> int:
    first = [event.pk for event in due_first(lane.waba_account_id, 1)]
    return bury(HookEvent.objects.filter(pk__in=first), Trouble.INTERNAL)


def _secrets(lane: HookLane) -> list[str]:
    try:
        return signing_secrets(lane.cliente)
    except DecryptionError:
        logger.error("hooks.secret_unreadable cliente=%s", lane.cliente_id)
        return []


def _deliveries(lane: HookLane, most: int) -> list[Delivery]:
    events = due_first(lane.waba_account_id, most)
    return [Delivery(event.pk, event.kind, event.attempts, _body(event)) for event in events]


def _body(event: HookEvent) -> bytes | None:
    try:
        return event_bytes(event)
    except Exception:
        logger.exception("hooks.unreadable event=%s", event.pk)
        return None
