"""A WhatsApp cart becomes an order at the prices of the active catalog, of what is left."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from skills.router import handle
from skills.tests.chat import Chat, a_turn, buy, titles
from tenants.models import Cliente
from whatsapp.graph.messages import Text
from whatsapp.inbound import InboundMessage, OrderLine

EVENT = UUID("0193a1c2-0000-7000-8000-000000000001")


def order(*lines: OrderLine) -> InboundMessage:
    return InboundMessage("order", "wamid.1", order_lines=lines)


def line(sku: str, quantity: int = 1, price: str | None = None, currency: str = "ARS") -> OrderLine:
    return OrderLine(sku, quantity, Decimal(price) if price else None, currency)


def test_it_works(shop_chat: Chat) -> None:
    outcome = shop_chat.send(order(line("YER-1", 2, "5490"), line("MOC-1", 1, "74900")))
    assert outcome.intent == "catalogo.pedido"
    reply = outcome.replies[0]
    assert isinstance(reply, Text)
    assert "• 2 × Yerba orgánica 500 g: $ 10.980,00\n" in reply.body
    assert "• 1 × Mochila negra urbana: $ 74.900,00\n" in reply.body
    assert "*Total: $ 85.880,00 ARS*" in reply.body
    assert outcome.order is not None
    assert f"Recibimos tu pedido {outcome.order.code}" in reply.body
    assert "La tienda ve este pedido y te confirma el pago y la entrega" in reply.body
    assert outcome.order.wanted() == {"YER-1": 2, "MOC-1": 1}
    assert outcome.order.totals() == {"ARS": Decimal(85880)}
    assert (outcome.order.source, outcome.order.catalog_version) == ("whatsapp", 1)


def test_a_price_that_changed_is_told(shop_chat: Chat) -> None:
    outcome = shop_chat.send(order(line("YER-1", 2, "3000")))
    assert "$ 10.980,00 · antes $ 3.000,00, ahora $ 5.490,00 c/u" in outcome.replies[0].body
    (kept,) = outcome.order.lines
    assert (kept.price, kept.seen_price) == (Decimal(5490), Decimal(3000))


def test_a_price_in_another_currency_is_a_change(shop_chat: Chat) -> None:
    outcome = shop_chat.send(order(line("YER-1", 1, "5490", "USD")))
    assert "antes US$ 5.490,00, ahora $ 5.490,00 c/u" in outcome.replies[0].body
    assert outcome.order.totals() == {"ARS": Decimal(5490)}


def test_an_unknown_sku_is_named_and_not_counted(shop_chat: Chat) -> None:
    body = shop_chat.send(order(line("YER-1"), line("HAMBURGER", 3, "30"))).replies[0].body
    assert "no se suman: HAMBURGER." in body
    assert "*Total: $ 5.490,00 ARS*" in body


def test_nothing_known_is_no_order_and_offers_the_categories(shop_chat: Chat) -> None:
    outcome = shop_chat.send(order(line("HAMBURGER"), line("")))
    assert outcome.order is None
    assert "HAMBURGER, sin código" in outcome.replies[0].body
    assert "Total" not in outcome.replies[0].body
    assert titles(outcome.replies[0]) == ["Infusiones", "Mochilas", "Yerbas"]


def test_nothing_in_stock_is_no_order_and_offers_its_neighbours(shop_chat: Chat) -> None:
    outcome = shop_chat.send(order(line("MOC-2", 2)))
    assert outcome.order is None
    assert "sin stock" in outcome.replies[0].body
    assert titles(outcome.replies[0]) == ["Mochila negra urbana", "Neceser de viaje"]


def test_what_is_short_is_told_and_the_rest_is_sold(shop_chat: Chat) -> None:
    outcome = shop_chat.send(order(line("MOC-1", 9), line("MOC-2"), line("MOC-3", 2)))
    body = outcome.replies[0].body
    assert "• 3 × Mochila negra urbana: $ 224.700,00 · quedan solo 3 (pediste 9)" in body
    assert "queda solo 1 (pediste 2)" in body
    assert "• 1 × Mochila roja de trekking: sin stock, no se suma" in body
    assert "*Total: $ 247.600,00 ARS*" in body
    kept = [(each.sku, each.quantity, each.asked, each.available) for each in outcome.order.lines]
    assert kept == [("MOC-1", 3, 9, True), ("MOC-2", 0, 1, False), ("MOC-3", 1, 2, True)]


def test_what_others_ordered_is_no_longer_for_sale(shop_chat: Chat, cliente: Cliente) -> None:
    buy(cliente, "MOC-1", 2)
    outcome = shop_chat.send(order(line("MOC-1", 3)))
    assert "queda solo 1 (pediste 3)" in outcome.replies[0].body
    assert outcome.order.wanted() == {"MOC-1": 1}


def test_lines_of_one_product_are_one(shop_chat: Chat) -> None:
    outcome = shop_chat.send(order(line("YER-2", 4), line("yer-2", 4), line("YER-2", 4)))
    assert outcome.order.wanted() == {"YER-2": 9}
    assert "quedan solo 9 (pediste 12)" in outcome.replies[0].body


def test_no_quantity_is_not_one(shop_chat: Chat) -> None:
    outcome = shop_chat.send(order(line("YER-1", 0), line("TE-1", -5), line("MOC-1", 1)))
    assert outcome.order.wanted() == {"MOC-1": 1}
    assert outcome.replies[0].body.count("sin cantidad, no se suma") == 2


@pytest.mark.parametrize("price", ["1E+25", "-1", "NaN", "0.001", "999999999999.99"])
def test_a_price_nobody_ever_showed_does_not_break_the_order(shop_chat: Chat, price: str) -> None:
    outcome = shop_chat.send(order(line("YER-1", 1, price)))
    (kept,) = outcome.order.lines
    assert kept.price == Decimal(5490)
    assert kept.seen_price is None or 0 <= kept.seen_price < Decimal(10) ** 12


def test_an_empty_cart_is_said_so(shop_chat: Chat) -> None:
    outcome = shop_chat.send(order())
    assert "llegó vacío" in outcome.replies[0].body
    assert outcome.order is None


def test_a_huge_cart_is_cut_and_says_so(shop_chat: Chat) -> None:
    outcome = shop_chat.send(order(*[line("YER-1")] * 1000))
    assert "Y 970 líneas más." in outcome.replies[0].body
    assert len(outcome.replies[0].body) < 4096
    assert outcome.order.wanted() == {"YER-1": 30}


def test_the_same_cart_sent_twice_is_one_order(shop_chat: Chat) -> None:
    sent_at = datetime(2026, 11, 22, 12, tzinfo=UTC)
    cart = order(line("YER-1", 2))
    first = shop_chat.send(replace(cart, sent_at=sent_at))
    again = shop_chat.send(replace(cart, wamid="wamid.2", sent_at=sent_at + timedelta(minutes=9)))
    assert again.order is None
    assert f"Ese pedido ya está hecho: es el *{first.order.code}*" in again.replies[0].body


def test_the_same_cart_another_day_is_another_order(shop_chat: Chat) -> None:
    sent_at = datetime(2026, 11, 22, 12, tzinfo=UTC)
    cart = order(line("YER-1", 2))
    first = shop_chat.send(replace(cart, sent_at=sent_at))
    later = shop_chat.send(replace(cart, wamid="wamid.2", sent_at=sent_at + timedelta(hours=1)))
    assert later.order is not None
    assert later.order.code != first.order.code


def test_the_code_is_the_same_when_the_turn_is_computed_again(shop_chat: Chat) -> None:
    codes = {
        handle(a_turn(order(line("YER-1")), event_id=EVENT, **shop_chat.known)).order.code
        for _ in range(2)
    }
    assert len(codes) == 1
    assert all(letter not in "01IOL" for letter in codes.pop())


def test_a_shop_without_catalog_acknowledges_it(chat: Chat) -> None:
    outcome = chat.send(order(line("YER-1")))
    assert outcome.intent == "catalogo.pedido"
    assert outcome.replies
    assert outcome.order is None
