"""One product is one message: picture, price, stock, and where to buy it."""

from decimal import Decimal

import pytest

from skills.tests.chat import Chat, stock_up, titles
from tenants.models import Cliente
from whatsapp.graph.messages import Buttons, CtaUrl

PAGE = "https://tienda.example/p/1"
PICTURE = "https://tienda.example/i/1.jpg"


def test_it_works(shop_chat: Chat) -> None:
    reply = shop_chat.say("cuánto sale la mochila negra?").replies[0]
    assert isinstance(reply, CtaUrl)
    assert reply.body.splitlines() == [
        "*Mochila negra urbana*",
        "Lomaroja",
        "$ 74.900,00 ARS · Quedan 3",
        "Mochila negra urbana, de la mejor calidad.",
    ]
    assert (reply.text, reply.url) == ("Ver y comprar", "https://tienda.example/p/MOC-1")
    assert reply.header_image == "https://tienda.example/i/MOC-1.jpg"


def test_without_a_page_it_offers_buttons(shop_chat: Chat) -> None:
    reply = shop_chat.say("cuánto sale el termo verde?").replies[0]
    assert isinstance(reply, Buttons)
    assert titles(reply) == ["Lo quiero", "Yerbas", "Ver el catálogo"]
    assert reply.header_image == "https://tienda.example/i/TER-1.jpg"
    assert shop_chat.tap("Lo quiero").intent == "catalogo.pedido"


def test_without_a_picture_it_has_no_header(cliente: Cliente) -> None:
    chat = stock_up(cliente, [{"title": "Mate", "url": PAGE}])
    assert chat.say("cuánto sale el mate?").replies[0].header_image == ""


@pytest.mark.parametrize("address", ["javascript:alert(1)", "/p/1", "http://", "https://a b"])
def test_an_address_that_is_none_is_left_out(cliente: Cliente, address: str) -> None:
    chat = stock_up(cliente, [{"title": "Mate", "url": address, "image_url": address}])
    reply = chat.say("cuánto sale el mate?").replies[0]
    assert isinstance(reply, Buttons)
    assert reply.header_image == ""


@pytest.mark.parametrize(
    ("stock", "words"),
    [(-3, "Sin stock"), (0, "Sin stock"), (1, "Queda 1"), (20, "Quedan 20"), (21, "En stock")],
)
def test_it_says_what_is_left(cliente: Cliente, stock: int, words: str) -> None:
    chat = stock_up(cliente, [{"title": "Mate", "stock": stock, "price": Decimal(10)}])
    assert (
        chat.say("cuánto sale el mate?").replies[0].body.splitlines()[1] == f"$ 10,00 ARS · {words}"
    )


def test_what_is_sold_out_is_not_for_sale(cliente: Cliente) -> None:
    chat = stock_up(cliente, [{"title": "Mate", "stock": 0, "url": PAGE, "image_url": PICTURE}])
    assert chat.say("cuánto sale el mate?").replies[0].text == "Ver producto"


def test_how_much_alone_asks_about_the_product_last_shown(shop_chat: Chat) -> None:
    shop_chat.say("busco mochila negra")
    shop_chat.say("hola")
    assert "*Mochila negra urbana*" in shop_chat.say("cuánto sale?").replies[0].body


def test_how_much_alone_with_nothing_shown_asks_of_what(shop_chat: Chat) -> None:
    outcome = shop_chat.say("cuánto sale?")
    assert outcome.intent == "catalogo.detalle"
    assert "¿Qué producto buscás?" in outcome.replies[0].body


def test_several_that_match_are_listed_with_their_prices(shop_chat: Chat) -> None:
    reply = shop_chat.say("precio de la yerba").replies[0]
    assert [row.description for row in reply.rows] == [
        "$ 5.490,00 · En stock",
        "$ 5.190,00 · Quedan 9",
    ]
