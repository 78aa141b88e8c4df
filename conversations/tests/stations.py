"""The stations of one worker, stepped by hand."""

import time
from datetime import timedelta

from django.db.models import F
from django_scopes import scopes_disabled

from conversations.delivery.outbox import Outbox
from conversations.inbox import Inbox
from conversations.models import ConversationLog, HookEvent, HookLane, OutboundLane
from conversations.notices.station import Notices
from conversations.receipts import Receipts
from conversations.turn import Handler
from whatsapp.graph.sender import GraphSender
from whatsapp.models import InboundEvent, InboundLane, WabaAccount

LEASE_S = 10.0
OUTBOX_LEASE_S = 30.0
SETTLE_S = 20.0
# Tests of a Graph that hangs do not want to wait as long as the product does.
ANSWER_TIMEOUT_S = 0.5
PATIENCE_S = 30.0

CLOCKS = (
    (InboundLane, "pending_since"),
    (InboundLane, "lease_until"),
    (OutboundLane, "pending_since"),
    (OutboundLane, "lease_until"),
    (InboundEvent, "not_before"),
    (ConversationLog, "not_before"),
    (WabaAccount, "paused_until"),
    (HookEvent, "not_before"),
    (HookLane, "pending_since"),
    (HookLane, "lease_until"),
    (HookLane, "paused_until"),
    (HookLane, "failing_since"),
    (HookLane, "told_at"),
)


class Stations:
    def __init__(self, handler: Handler) -> None:
        self.inbox = Inbox(handler, lease_s=LEASE_S)
        sender = GraphSender(read_timeout=ANSWER_TIMEOUT_S, answer_timeout=ANSWER_TIMEOUT_S)
        self.outbox = Outbox(sender, lease_s=OUTBOX_LEASE_S, settle_s=SETTLE_S, numbers_every_s=0)
        self.receipts = Receipts()
        self.notices = Notices()

    def work(self) -> None:
        """Step until nothing is left to do now; what backs off is left alone."""
        deadline = time.monotonic() + PATIENCE_S
        while self.step() or self.outbox.in_flight:
            assert time.monotonic() < deadline, "the stations never rest"
            time.sleep(0.001)

    def step(self) -> bool:
        stations = (self.inbox, self.outbox, self.receipts, self.notices)
        return sum(station.step() for station in stations) > 0

    def close(self) -> None:
        self.outbox.close()


def let_pass(seconds: float) -> None:
    """Let time pass for everything that waits, by moving what it waits for into the past."""
    with scopes_disabled():
        for model, column in CLOCKS:
            waiting = model.objects.filter(**{f"{column}__isnull": False})
            waiting.update(**{column: F(column) - timedelta(seconds=seconds)})
