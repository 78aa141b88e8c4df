"""Orders on the whole road: one row for each, never for more than there is, never twice."""

import threading
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from decimal import Decimal
from typing import Any

import pytest
from django_scopes import scopes_disabled

from catalog.models import CatalogReservation
from catalog.snapshots import activate
from catalog.stock import left
from conversations.inbox import Inbox
from conversations.models import Pedido, PedidoLinea
from conversations.tests.look import logs, state
from conversations.tests.stations import LEASE_S
from conversations.turn import Outcome, Turn
from liora.ops.stations import Loop
from liora.tests.running import until
from skills.router import handle
from skills.tests.chat import buy, stock_up
from tenants.audit import SYSTEM
from tenants.models import Cliente
from whatsapp.inbound_lanes import wake_inbound
from whatsapp.models import InboundEvent, WabaAccount
from whatsapp.simulator import payloads
from whatsapp.simulator.addresses import Person
from whatsapp.simulator.payloads import envelope
from whatsapp.tests.factories import business_number
from whatsapp.tests.wire import ANA, batch, change, events
from whatsapp.webhook.payload import drafts
from whatsapp.webhook.store import store

BUYERS = [Person(wa_id=f"{5493515550300 + number}", name=f"N{number}") for number in range(50)]
WORKERS = 4


def publish(cliente: Cliente, *, version: int = 1, **stock: int) -> None:
    goods = [{"sku": sku, "title": f"Mate {sku}", "stock": n} for sku, n in stock.items()]
    stock_up(cliente, goods, version=version)
    activate(cliente, version, actor=SYSTEM)


@pytest.fixture
def shop(cliente: Cliente) -> Cliente:
    publish(cliente, JOYA=1, LATA=3, PILA=100)
    return cliente


def cart(person: Person, *lines: tuple[str, Any], price: Any = 1500, text: str = "") -> Any:
    told = [{"sku": x, "quantity": n, "price": price, "currency": "ARS"} for x, n in lines]
    return payloads.order(person, lines=told, text=text)


def send(waba: WabaAccount, *messages: Any) -> None:
    store(drafts(batch([change(waba, messages=list(messages))])))


def orders() -> list[Pedido]:
    with scopes_disabled():
        return list(Pedido.objects.order_by("id").prefetch_related("lineas"))


def lines() -> list[PedidoLinea]:
    with scopes_disabled():
        return list(PedidoLinea.objects.order_by("pedido", "position"))


def answers() -> list[str]:
    return [row.message_body for row in logs(direction="out")]


def test_it_works(shop: Cliente, waba: WabaAccount, work: Callable[[], None]) -> None:
    wanted = [("LATA", 2), ("PILA", 1), ("NO-ESTA", 4)]
    message = cart(ANA, *wanted, price=1400, text="para regalo")
    store(drafts(envelope(business_number(waba), person=ANA, messages=[message])))
    work()
    (order,) = orders()
    assert (order.estado, order.source, order.catalog_version) == ("recibido", "whatsapp", 1)
    assert (order.user_msisdn, order.customer_name) == (ANA.wa_id, "Ana")
    assert order.totals_json == {"ARS": "4500.00"}
    assert order.note == "para regalo"
    assert order.event_id == events()[0].id
    assert order.convo_id == state().id
    assert [(x.sku, x.quantity, x.asked, x.price, x.seen_price, x.available) for x in lines()] == [
        ("LATA", 2, 2, Decimal(1500), Decimal(1400), True),
        ("PILA", 1, 1, Decimal(1500), Decimal(1400), True),
        ("NO-ESTA", 0, 4, None, Decimal(1400), False),
    ]
    assert order.code in answers()[0]
    assert left(shop.pk, 1, ["LATA", "PILA"]) == {"LATA": 1, "PILA": 99}


def test_a_cart_of_the_chat_becomes_an_order(shop: Cliente, say: Any) -> None:
    say("quiero encargar LATA")
    say("agregá 1")
    assert orders() == []
    say("confirmar")
    (order,) = orders()
    assert (order.source, order.totals_json) == ("chat", {"ARS": "3000.00"})
    assert left(shop.pk, 1, ["LATA"]) == {"LATA": 1}


def test_confirming_twice_in_one_batch_is_one_order(
    shop: Cliente, waba: WabaAccount, say: Any, work: Callable[[], None]
) -> None:
    say("quiero encargar LATA")
    send(waba, *[payloads.text_message(ANA, "confirmar") for _ in range(3)])
    work()
    (order,) = orders()
    told = [body for body in answers() if order.code in body]
    assert len(told) == 3
    assert sum("ya está hecho" in body for body in told) == 2


def test_the_same_message_twice_is_one_order(
    shop: Cliente, waba: WabaAccount, work: Callable[[], None]
) -> None:
    message = cart(ANA, ("LATA", 2))
    for _ in range(2):
        send(waba, message)
        work()
    assert len(orders()) == 1


def test_an_event_put_back_makes_no_second_order(
    shop: Cliente, waba: WabaAccount, work: Callable[[], None]
) -> None:
    """As when an operator has a message answered again that had been answered before."""
    send(waba, cart(ANA, ("LATA", 1)))
    work()
    with scopes_disabled():
        InboundEvent.objects.update(estado=InboundEvent.Estado.PENDIENTE)
        row = state()
        row.slots_json = {}
        row.save()
    wake_inbound([(shop.pk, ANA.wa_id)])
    work()
    (order,) = orders()
    assert all(order.code in body for body in answers())
    assert len(answers()) == 2
    assert left(shop.pk, 1, ["LATA"]) == {"LATA": 2}


def test_two_orders_of_one_person_in_one_batch_see_each_other(
    shop: Cliente, waba: WabaAccount, work: Callable[[], None]
) -> None:
    send(waba, cart(ANA, ("LATA", 2)), cart(ANA, ("LATA", 3)))
    work()
    assert [line.quantity for line in lines()] == [2, 1]
    assert left(shop.pk, 1, ["LATA"]) == {"LATA": 0}


def test_many_buyers_of_one_batch_share_what_there_is(
    shop: Cliente, waba: WabaAccount, work: Callable[[], None]
) -> None:
    send(waba, *[cart(person, ("LATA", 2)) for person in BUYERS[:5]])
    work()
    assert sorted(line.quantity for line in lines() if line.available) == [1, 2]
    assert len(orders()) == 2
    assert sum("no queda nada para vender" in body for body in answers()) == 3


def test_an_overtaken_order_gives_its_stock_back(
    shop: Cliente, waba: WabaAccount, stations: Any
) -> None:
    """The conversation moves on while the order is computed, so it is computed again."""
    moved = []

    def overtaken(turn: Turn) -> Outcome:
        outcome = handle(turn)
        if not moved:
            moved.append(True)
            with scopes_disabled():
                row = state()
                row.last_seq += 1
                row.save()
        return outcome

    stations.inbox.handler = overtaken
    send(waba, cart(ANA, ("LATA", 2)))
    stations.work()
    assert len(orders()) == 1
    assert left(shop.pk, 1, ["LATA"]) == {"LATA": 1}


def test_what_went_while_it_was_computed_is_answered_again(
    shop: Cliente, waba: WabaAccount, stations: Any
) -> None:
    heard = []

    def overtaken(turn: Turn) -> Outcome:
        outcome = handle(turn)
        heard.append(outcome.order)
        if len(heard) == 1:
            buy(shop, "LATA", 2)
        return outcome

    stations.inbox.handler = overtaken
    send(waba, cart(ANA, ("LATA", 2)))
    stations.work()
    assert len(heard) == 2
    assert [(line.quantity, line.asked) for line in lines()] == [(1, 2)]
    assert "queda solo 1 (pediste 2)" in answers()[0]


@pytest.mark.django_db(transaction=True)
def test_of_fifty_buyers_and_one_item_one_gets_it(
    shop: Cliente, waba: WabaAccount, caplog: pytest.LogCaptureFixture
) -> None:
    send(waba, *[cart(person, ("JOYA", 1), ("PILA", 1)) for person in BUYERS])
    stopping = threading.Event()
    with ExitStack() as stack:
        stack.callback(stopping.set)
        for _ in range(WORKERS):
            thread = Loop(Inbox(handle, lease_s=LEASE_S), 0.01, stopping).start()
            stack.callback(thread.join, 30)
            stack.callback(stopping.set)
        until(lambda: not events(estado="pendiente"))
    assert [r.getMessage() for r in caplog.records if r.levelname == "ERROR"] == []
    sold = Counter(line.sku for line in lines() if line.available)
    assert sold == {"JOYA": 1, "PILA": 50}
    assert len(orders()) == 50
    assert len({order.code for order in orders()}) == 50
    with scopes_disabled():
        reserved = dict(CatalogReservation.objects.values_list("sku", "reserved"))
    assert reserved == {"JOYA": 1, "PILA": 50}


@pytest.mark.parametrize(
    "items",
    [
        [("LATA", -1)],
        [("LATA", 10**12)],
        [("LATA", "muchos")],
        [("LATA", None)],
        [("\x00", 1)],
        [("x" * 5000, 1)],
        [("NO-ESTA", 1)],
        [("LATA'; DROP TABLE pedido; --", 1)],
        [],
    ],
    ids=range(9),
)
def test_a_hostile_cart_is_answered_and_makes_no_order(
    shop: Cliente, waba: WabaAccount, work: Callable[[], None], items: list[tuple[str, Any]]
) -> None:
    send(waba, cart(ANA, *items))
    work()
    assert orders() == []
    assert len(answers()) == 1
    assert [event.estado for event in events()] == ["hecho"]
    assert left(shop.pk, 1, ["LATA"]) == {"LATA": 3}


@pytest.mark.parametrize("price", [-5, 10**12, "NaN", "1e400", None, [], "0.0001"])
def test_a_hostile_price_does_not_count(
    shop: Cliente, waba: WabaAccount, work: Callable[[], None], price: Any
) -> None:
    send(waba, cart(ANA, ("LATA", 1), price=price))
    work()
    (order,) = orders()
    assert order.totals_json == {"ARS": "1500.00"}


def test_a_thousand_lines_are_cut(
    shop: Cliente, waba: WabaAccount, work: Callable[[], None]
) -> None:
    send(waba, cart(ANA, ("PILA", 1), *[(f"X-{n}", 1) for n in range(1000)]))
    work()
    (order,) = orders()
    assert len(lines()) == 30
    assert order.totals_json == {"ARS": "1500.00"}
    assert "Y 971 líneas más." in "".join(answers())
