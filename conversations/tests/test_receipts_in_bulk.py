"""Six events of one message in all their orders, and a thousand statuses in one post."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scopes_disabled

from conversations.delivery import ledger
from conversations.delivery.change import Change
from conversations.models import ConversationLog
from conversations.receipts import Receipts
from conversations.tests.look import log, logs
from conversations.tests.road import ANA, PostWebhook, Say
from liora.ops.ids import new_id
from whatsapp.models import InboundEvent, WabaAccount
from whatsapp.simulator import payloads
from whatsapp.simulator.addresses import Person
from whatsapp.tests.wire import batch, change, events
from whatsapp.webhook.payload import drafts
from whatsapp.webhook.store import store

Estado = ConversationLog.Estado

AT = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)
TAKEN = "nuestra escritura"
AGAIN = "de nuevo"
EVENTS = (TAKEN, "sent", "delivered", "read", "failed", AGAIN)
MOMENTS = {
    "sent": AT,
    "delivered": AT + timedelta(seconds=2),
    "read": AT + timedelta(seconds=9),
    "failed": AT + timedelta(seconds=5),
}
ENDS = (
    "estado",
    "failure",
    "error_code",
    "error_detail",
    "sent_at",
    "delivered_at",
    "read_at",
    "failed_at",
    "latency_ms",
    "price_category",
    "billable",
    "not_before",
)

Make = Callable[..., list[ConversationLog]]


@pytest.fixture
def make(say: Say) -> Make:
    """Return a function that makes messages like the answer to "hola"."""
    say("hola")
    row = log(direction="out")

    def make(count: int, **columns: Any) -> list[ConversationLog]:
        common = {
            field.attname: getattr(row, field.attname)
            for field in ConversationLog._meta.concrete_fields
            if field.attname not in ("id", "seq", "created_at")
        }
        rows = [
            ConversationLog(**common | columns | {"id": new_id(), "seq": 1000 + place})
            for place in range(count)
        ]
        with scopes_disabled():
            ConversationLog.objects.bulk_create(rows)
        return rows

    return make


def wamid_of(row: ConversationLog) -> str:
    return f"wamid.{row.id.hex}"


def status(row: ConversationLog, said: str) -> dict[str, Any]:
    state = "delivered" if said == AGAIN else said
    problem = {"error": {"code": 131026, "title": "no"}} if state == "failed" else {}
    return payloads.status(
        Person(wa_id=ANA),
        wamid_of(row),
        state,
        callback_data=row.id.hex,
        at=MOMENTS[state],
        **problem,
    )


def taken(row: ConversationLog) -> Change:
    return Change(
        id=row.id,
        estado=Estado.ENVIADO,
        attempts=0,
        unconfirmed=0,
        crashes=0,
        maybe_twice=False,
        wamid=wamid_of(row),
        latency_ms=1200,
        sent_at=AT,
    )


def happen(waba: WabaAccount, what: Iterable[tuple[ConversationLog, str]]) -> None:
    what = list(what)
    told = [status(row, said) for row, said in what if said != TAKEN]
    store(drafts(batch([change(waba, statuses=told)])))
    with scopes_disabled():
        ledger.write(taken(row) for row, said in what if said == TAKEN)
    while Receipts().step():
        pass


def test_six_events_have_one_end_in_all_their_orders(make: Make, waba: WabaAccount) -> None:
    orders = list(permutations(EVENTS))
    rows = make(len(orders), estado=Estado.ENVIANDO, wamid="", sent_at=None, latency_ms=None)
    for place in range(len(EVENTS)):
        happen(waba, [(row, order[place]) for row, order in zip(rows, orders, strict=True)])
    now = {row.id: row for row in logs(seq__gte=1000)}
    ends = {
        tuple(getattr(now[row.id], name) for name in ENDS): order
        for row, order in zip(rows, orders, strict=True)
    }
    assert len(ends) == 1, ends
    (end,) = ends
    found = dict(zip(ENDS, end, strict=True))
    assert (found["estado"], found["failure"], found["error_code"]) == (Estado.LEIDO, "", None)
    assert (found["delivered_at"], found["read_at"], found["failed_at"]) == (
        MOMENTS["delivered"],
        MOMENTS["read"],
        None,
    )
    assert all(now[row.id].wamid == wamid_of(row) for row in rows)


def test_a_thousand_statuses_in_one_post(
    make: Make, waba: WabaAccount, post_webhook: PostWebhook
) -> None:
    rows = make(250, estado=Estado.ENVIADO)
    with scopes_disabled():
        for row in rows:
            row.wamid = wamid_of(row)
        ConversationLog.objects.bulk_update(rows, ["wamid"])
    said = ("read", "sent", "failed", "delivered")
    told = [status(row, state) for state in said for row in rows]
    assert post_webhook(batch([change(waba, statuses=told)])).status_code == 200
    assert len(events(kind="status")) == 1000
    with CaptureQueriesContext(connection) as asked:
        while Receipts().step():
            pass
    assert len(asked) < 40
    assert {row.estado for row in logs(seq__gte=1000)} == {Estado.LEIDO}
    assert {event.estado for event in events(kind="status")} == {InboundEvent.Estado.HECHO}
