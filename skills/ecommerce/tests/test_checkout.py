"""Confirming orders the cart as it was shown, once, at the prices and stock in force."""

from decimal import Decimal

import pytest

from skills.conftest import product
from skills.ecommerce.basket import basket_in
from skills.tests.chat import Chat, buy, stock_up, titles
from tenants.models import Cliente
from whatsapp.graph.messages import Buttons, Text


@pytest.fixture
def filled(shop_chat: Chat) -> Chat:
    shop_chat.say("cuánto sale la mochila negra?")
    shop_chat.say("quiero 2 de esos")
    shop_chat.say("agregá la yerba suave")
    return shop_chat


def test_it_works(filled: Chat) -> None:
    outcome = filled.tap("Confirmar pedido")
    order = outcome.order
    assert order is not None
    assert order.wanted() == {"MOC-1": 2, "YER-2": 1}
    assert order.totals() == {"ARS": Decimal(154990)}
    assert (order.source, order.catalog_version) == ("chat", 1)
    (reply,) = outcome.replies
    assert isinstance(reply, Text)
    assert f"*Recibimos tu pedido {order.code}*" in reply.body
    assert "te confirma el pago y la entrega" in reply.body
    assert basket_in(filled.slots).wishes == ()


@pytest.mark.parametrize(
    "phrase", ["confirmar", "confirmo", "confirmar pedido", "sí, confirmo el pedido", "confirmalo"]
)
def test_it_may_be_typed(filled: Chat, phrase: str) -> None:
    assert filled.say(phrase).order is not None


@pytest.mark.parametrize("again", ["confirmar", "button"])
def test_confirming_twice_is_one_order(filled: Chat, again: str) -> None:
    button = filled.slots["opciones"][0][0]
    first = filled.say("confirmar")
    second = filled.reply(button) if again == "button" else filled.say(again)
    assert first.order is not None
    assert second.order is None
    assert f"Ese pedido ya está hecho: es el *{first.order.code}*" in second.replies[0].body


def test_an_old_button_confirms_nothing_that_it_did_not_show(filled: Chat) -> None:
    old = filled.slots["opciones"][0][0]
    filled.say("agregá el termo verde")
    outcome = filled.reply(old, "Confirmar pedido")
    assert outcome.order is None
    assert "Tu carrito cambió" in outcome.replies[0].body
    assert filled.tap("Confirmar pedido").order is not None


def test_a_new_price_is_told_and_asked_again(filled: Chat, cliente: Cliente) -> None:
    stock_up(
        cliente,
        [
            product("MOC-1", "Mochila negra urbana", 80000, "Mochilas", stock=3),
            product("YER-2", "Yerba suave 500 g", 5190, "Yerbas", stock=9),
        ],
        version=2,
    )
    filled.known["catalog_version"] = 2
    outcome = filled.tap("Confirmar pedido")
    assert outcome.order is None
    assert "antes $ 74.900,00, ahora $ 80.000,00 c/u" in outcome.replies[0].body
    order = filled.say("confirmar").order
    assert order is not None
    assert (order.totals(), order.catalog_version) == ({"ARS": Decimal(165190)}, 2)
    assert order.lines[0].seen_price == Decimal(80000)


def test_less_stock_is_told_and_asked_again(filled: Chat, cliente: Cliente) -> None:
    buy(cliente, "MOC-1", 2)
    outcome = filled.say("confirmar")
    assert outcome.order is None
    assert "queda solo 1 (pediste 2)" in outcome.replies[0].body
    assert filled.say("confirmar").order.wanted() == {"MOC-1": 1, "YER-2": 1}


def test_what_left_the_catalog_is_told_and_asked_again(filled: Chat, cliente: Cliente) -> None:
    stock_up(cliente, [product("YER-2", "Yerba suave 500 g", 5190, "Yerbas", stock=9)], version=2)
    filled.known["catalog_version"] = 2
    outcome = filled.say("confirmar")
    assert outcome.order is None
    assert "No están en el catálogo actual y no se suman: MOC-1." in outcome.replies[0].body
    assert filled.say("confirmar").order.wanted() == {"YER-2": 1}


def test_nothing_left_is_no_order(filled: Chat, cliente: Cliente) -> None:
    buy(cliente, "MOC-1", 3)
    buy(cliente, "YER-2", 9)
    outcome = filled.say("confirmar")
    assert outcome.order is None
    assert "no queda nada para vender" in outcome.replies[0].body
    assert titles(outcome.replies[0]) == ["Neceser de viaje"]
    assert basket_in(filled.slots).wishes == ()


def test_after_an_order_a_new_cart_is_another_order(filled: Chat) -> None:
    filled.say("confirmar")
    filled.say("agregá el termo verde")
    assert filled.say("confirmar").order.wanted() == {"TER-1": 1}


def test_the_empty_cart_tells_the_last_order(filled: Chat) -> None:
    code = filled.say("confirmar").order.code
    reply = filled.say("ver carrito").replies[0]
    assert isinstance(reply, Buttons)
    assert f"Tu último pedido es el *{code}*" in reply.body
