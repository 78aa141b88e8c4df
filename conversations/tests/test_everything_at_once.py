"""Posts, turns, sends and statuses of the same conversations, all at the same time."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from django.db import connections

from conversations.delivery.outbox import Outbox
from conversations.inbox import Inbox
from conversations.models import ConversationLog
from conversations.receipts import Receipts
from conversations.tests.letters import tell_status
from conversations.tests.look import logs, sent_rows
from conversations.tests.skills import Skill, replying
from conversations.tests.stations import LEASE_S, OUTBOX_LEASE_S, SETTLE_S
from liora.ops.stations import Loop, Station
from liora.tests.running import until
from whatsapp.graph.messages import Text
from whatsapp.graph.sender import GraphSender
from whatsapp.simulator import payloads
from whatsapp.simulator.addresses import Person
from whatsapp.tests.wire import batch, change, events
from whatsapp.webhook.payload import drafts
from whatsapp.webhook.store import store

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = [f"{5493515550200 + number}" for number in range(12)]
ROUNDS = 6


@contextmanager
def working(*stations: Station) -> Iterator[None]:
    """Run stations in threads, as a worker does."""
    stopping = threading.Event()
    loops = [Loop(station, 0.01, stopping) for station in stations]
    threads = [loop.start() for loop in loops]
    try:
        yield
    finally:
        stopping.set()
        for thread in threads:
            thread.join(30)


def test_nothing_is_lost_doubled_or_disordered(waba, graph, caplog):
    """Statuses come before our own call returns, which is when locks meet."""

    def status_at_once(body) -> None:
        try:
            row = next(iter(logs(id=body["biz_opaque_callback_data"])))
            for state in ("sent", "delivered"):
                tell_status(waba, row, state, wamid=f"wamid.{row.id.hex}")
        finally:
            connections.close_all()

    graph.on_message = status_at_once
    skill = Skill({"todo": replying(Text("uno"), Text("dos"))})
    with ExitStack() as stack:
        for _ in range(2):
            outbox = Outbox(GraphSender(), lease_s=OUTBOX_LEASE_S, settle_s=SETTLE_S)
            stack.enter_context(working(Inbox(skill, lease_s=LEASE_S), outbox, Receipts()))
        for _ in range(ROUNDS):
            said = [payloads.text_message(Person(wa_id=address), "todo") for address in PEOPLE]
            store(drafts(batch([change(waba, messages=said)])))
        until(everything_is_delivered)
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []
    for address in PEOPLE:
        assert graph.said_to(f"+{address}") == ["uno", "dos"] * ROUNDS
    assert not any(row.maybe_twice or row.unconfirmed or row.crashes for row in sent_rows())


def everything_is_delivered() -> bool:
    rows = sent_rows()
    waiting = events(estado="pendiente")
    return (
        not waiting
        and len(rows) == 2 * ROUNDS * len(PEOPLE)
        and {row.estado for row in rows} == {ConversationLog.Estado.ENTREGADO}
    )
