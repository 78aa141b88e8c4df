"""From the categories to one product and back."""

import pytest

from skills.tests.chat import Chat, stock_up, titles
from tenants.models import Cliente
from whatsapp.graph.messages import CtaUrl, ListMenu


def test_it_works(shop_chat: Chat) -> None:
    opened = shop_chat.say("hola, quiero ver el catálogo")
    assert opened.intent == "catalogo.ver"
    assert titles(opened.replies[0]) == ["Infusiones", "Mochilas", "Yerbas"]

    listed = shop_chat.tap("Mochilas")
    assert listed.intent == "catalogo.categoria"
    assert titles(listed.replies[0])[0] == "Mochila negra urbana"

    shown = shop_chat.tap("Mochila negra urbana")
    assert shown.intent == "catalogo.detalle"
    assert isinstance(shown.replies[0], CtaUrl)


def test_each_answer_is_one_message(shop_chat: Chat) -> None:
    for phrase in ("catálogo", "2", "1", "más", "busco mochilas", "lo quiero", "queda yerba?"):
        assert len(shop_chat.say(phrase).replies) == 1


def test_a_list_tells_price_and_stock(shop_chat: Chat) -> None:
    shop_chat.say("catálogo")
    rows = list(shop_chat.tap("Mochilas").replies[0].rows)
    assert [row.description for row in rows] == [
        "$ 74.900,00 · Quedan 3",
        "$ 22.900,00 · Queda 1",
        "$ 139.900,00 · Sin stock",
    ]


def test_the_body_numbers_what_may_be_chosen_by_number(shop_chat: Chat) -> None:
    shop_chat.say("catálogo")
    body = shop_chat.tap("Mochilas").replies[0].body
    assert "1. Mochila negra urbana · $ 74.900,00" in body
    assert "3. Mochila roja de trekking · $ 139.900,00 · sin stock" in body


def test_a_category_with_one_product_shows_it_at_once(shop_chat: Chat) -> None:
    shop_chat.say("catálogo")
    assert isinstance(shop_chat.tap("Infusiones").replies[0], CtaUrl)


def test_a_shop_with_one_category_opens_it_at_once(cliente: Cliente) -> None:
    chat = stock_up(
        cliente, [{"title": "Mate", "category": "A"}, {"title": "Yerba", "category": "A"}]
    )
    assert titles(chat.say("catálogo").replies[0]) == ["Mate", "Yerba"]


def test_the_name_of_a_category_opens_it(shop_chat: Chat) -> None:
    outcome = shop_chat.say("YERBA!")
    assert outcome.intent == "catalogo.categoria"
    assert len(titles(outcome.replies[0])) == 3


def test_a_category_gone_from_the_catalog_is_said_so(shop_chat: Chat) -> None:
    outcome = shop_chat.reply("ecommerce:categoria:0:ffffffffffff")
    assert outcome.intent == "catalogo.ver"
    assert "ya no está" in outcome.replies[0].body
    assert titles(outcome.replies[0]) == ["Infusiones", "Mochilas", "Yerbas"]


@pytest.mark.parametrize(
    "phrase", ["catálogo", "busco yerba", "cuánto sale el mate?", "más", "quiero hacer un pedido"]
)
def test_a_shop_without_catalog_says_so_politely(chat: Chat, phrase: str) -> None:
    reply = chat.say(phrase).replies[0]
    assert isinstance(reply, ListMenu)
    assert "no tiene productos publicados" in reply.body


def test_an_empty_catalog_says_so_too(cliente: Cliente) -> None:
    assert "no tiene productos" in stock_up(cliente, []).say("catálogo").replies[0].body
