"""Rows go in with one statement that is the same for one row and for a thousand."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scopes_disabled

from liora.ops import bulk
from liora.ops.any_of import AnyOf
from tenants.models import Cliente
from whatsapp.models import InboundEvent

pytestmark = pytest.mark.django_db

MOMENT = datetime(2026, 5, 4, 3, 2, 1, 987654, UTC)


@pytest.fixture(autouse=True)
def unscoped() -> Iterator[None]:
    with scopes_disabled():
        yield


def event(number: int) -> InboundEvent:
    return InboundEvent(
        field="messages",
        kind="message",
        address="549351",
        dedupe_key=f"clave-{number}",
        payload={"texto": "«ñandú» 'uno' \"dos\" 🧉", "lista": [1, None, True]},
        sent_at=MOMENT,
        estado="guardado",
    )


def test_it_works() -> None:
    written = event(1)
    bulk.insert([written])
    read = InboundEvent.objects.get()
    assert (read.pk, read.payload, read.sent_at) == (written.pk, written.payload, MOMENT)
    assert read.cliente_id is None


def test_what_the_database_sets_is_left_to_it() -> None:
    bulk.insert([event(1)])
    assert InboundEvent.objects.get().received_at.tzinfo
    assert InboundEvent.objects.get().attempts == 0


def test_no_rows_ask_nothing() -> None:
    with CaptureQueriesContext(connection) as queries:
        bulk.insert([])
    assert len(queries) == 0


def test_a_foreign_key_travels() -> None:
    shop = Cliente.objects.create(slug="tienda", name="Tienda")
    row = event(1)
    row.cliente = shop
    bulk.insert([row])
    assert InboundEvent.objects.get(cliente=shop).dedupe_key == "clave-1"


def test_any_of_finds_what_in_finds() -> None:
    rows = [event(number) for number in range(5)]
    bulk.insert(rows)
    wanted = [rows[1].pk, rows[3].pk]
    assert set(InboundEvent.objects.filter(AnyOf("id", wanted))) == {rows[1], rows[3]}
    keys = ["clave-0", "clave-4", "nada"]
    assert set(InboundEvent.objects.filter(AnyOf("dedupe_key", keys))) == {rows[0], rows[4]}
    assert not InboundEvent.objects.filter(AnyOf("id", []))
