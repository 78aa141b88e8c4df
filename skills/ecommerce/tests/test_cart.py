"""A WhatsApp cart is read back at the prices of the active catalog."""

from decimal import Decimal

from skills.tests.chat import Chat
from whatsapp.graph.messages import Text
from whatsapp.inbound import InboundMessage, OrderLine


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
    assert "te confirma el stock, el pago y la entrega" in reply.body


def test_a_price_that_changed_is_told(shop_chat: Chat) -> None:
    body = shop_chat.send(order(line("YER-1", 2, "3000"))).replies[0].body
    assert "$ 10.980,00 · el precio actual es $ 5.490,00 c/u" in body


def test_an_unknown_sku_is_named_and_not_counted(shop_chat: Chat) -> None:
    body = shop_chat.send(order(line("YER-1"), line("HAMBURGER", 3, "30"))).replies[0].body
    assert "no se suman: HAMBURGER." in body
    assert "*Total: $ 5.490,00 ARS*" in body


def test_nothing_known_has_no_total(shop_chat: Chat) -> None:
    body = shop_chat.send(order(line("HAMBURGER"), line(""))).replies[0].body
    assert "HAMBURGER, sin código" in body
    assert "Total" not in body


def test_what_is_short_is_told(shop_chat: Chat) -> None:
    body = shop_chat.send(order(line("MOC-1", 9), line("MOC-2"), line("MOC-3", 2))).replies[0].body
    assert "quedan solo 3" in body
    assert "queda solo 1" in body
    assert "$ 139.900,00 · sin stock" in body


def test_an_empty_cart_is_said_so(shop_chat: Chat) -> None:
    assert "llegó vacío" in shop_chat.send(order()).replies[0].body


def test_a_huge_cart_is_cut_and_says_so(shop_chat: Chat) -> None:
    body = shop_chat.send(order(*[line("YER-1")] * 100)).replies[0].body
    assert "Y 70 líneas más." in body
    assert len(body) < 4096


def test_a_shop_without_catalog_acknowledges_it(chat: Chat) -> None:
    outcome = chat.send(order(line("YER-1")))
    assert outcome.intent == "catalogo.pedido"
    assert outcome.replies
