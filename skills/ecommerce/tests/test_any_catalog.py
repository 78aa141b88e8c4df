"""Whatever a catalog holds, every screen of the shop is a message Meta takes."""

import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from conversations.turn import Outcome
from skills.tests.chat import Chat, stock_up, titles
from tenants.models import Cliente
from whatsapp.graph.messages import Buttons, CtaUrl, ListMenu, content

ODD_TEXTS = (
    "x" * 500,
    "palabra " * 60,
    "👨‍👩‍👧‍👦" * 60,
    "  \n ",
    "*",
    "\u200d",
    "ñandú\nen dos\tlíneas",
    "مرحبا",
    "🧉",
    "Lo quiero",
    "Ver el catálogo",
    "50% de descuento {0} %s",
)
ODD_LINKS = (
    "",
    "https://tienda.example/p/1",
    "javascript:alert(1)",
    "http://",
    "/relativo",
    "https://tienda.example/con espacio",
    "https://tienda.example/" + "x" * 5_000,
    " https://tienda.example/recortado ",
    "ftp://tienda.example/1",
)
ODD_PRICES = tuple(map(Decimal, ("0", "0.01", "-5", "1500", "999999999999.99")))
ODD_STOCK = (-2_000_000, -1, 0, 1, 20, 21, 2_000_000)
ODD_CURRENCIES = ("ARS", "USD", "CLP", "XYZ", "", "ars")


@pytest.mark.parametrize("seed", range(3))
def test_every_screen_is_a_valid_message(cliente: Cliente, seed: int) -> None:
    chance = random.Random(seed)
    chat = stock_up(cliente, (odd_product(chance, number) for number in range(60)))
    for outcome in wandering(chat, chance, steps=120):
        assert outcome.replies
        assert all(content(reply) for reply in outcome.replies)


def test_three_hundred_categories_are_all_within_reach(cliente: Cliente) -> None:
    chat = stock_up(cliente, ({"category": f"Rubro {number:03}"} for number in range(300)))
    seen = titles(chat.say("catálogo").replies[0])
    while "Ver más" in seen:
        seen.remove("Ver más")
        seen += titles(chat.say("más").replies[0])
    assert seen == [f"Rubro {number:03}" for number in range(300)]


def test_ten_categories_need_no_second_page(cliente: Cliente) -> None:
    chat = stock_up(cliente, ({"category": f"Rubro {number}"} for number in range(10)))
    assert len(titles(chat.say("catálogo").replies[0])) == 10


def test_every_product_of_a_large_category_is_within_reach(cliente: Cliente) -> None:
    names = [f"Mate {number:03}" for number in range(40)]
    chat = stock_up(cliente, ({"title": name, "category": "Mates"} for name in names))
    seen = titles(chat.say("catálogo").replies[0])
    while "Ver más" in seen:
        seen.remove("Ver más")
        seen += titles(chat.tap("Ver más").replies[0])
    assert seen == names


def test_two_categories_that_look_alike_are_told_apart(cliente: Cliente) -> None:
    long = "Artículos de bazar y cocina para la casa de "
    chat = stock_up(cliente, [{"category": long + "campo"}, {"category": long + "ciudad"}])
    first, second = chat.say("catálogo").replies[0].rows
    assert first.title == second.title
    shown = [chat.reply(row.id).replies[0].body for row in (first, second)]
    assert "Producto 1" in shown[0]
    assert "Producto 2" in shown[1]


def test_products_without_category_are_within_reach(cliente: Cliente) -> None:
    chat = stock_up(cliente, [{"category": "Mates"}, {"title": "Suelto", "category": ""}])
    assert titles(chat.say("catálogo").replies[0]) == ["Mates", "Otros"]
    assert "Suelto" in chat.tap("Otros").replies[0].body


def odd_product(chance: random.Random, number: int) -> dict[str, Any]:
    return {
        "sku": chance.choice([f"S{number}", f"ñ:{number}", f"{number}" + "k" * 90]),
        "title": chance.choice(ODD_TEXTS),
        "description": chance.choice(ODD_TEXTS),
        "brand": chance.choice(ODD_TEXTS)[:200],
        "category": chance.choice([*ODD_TEXTS, ""])[:200],
        "price": chance.choice(ODD_PRICES),
        "currency": chance.choice(ODD_CURRENCIES),
        "stock": chance.choice(ODD_STOCK),
        "url": chance.choice(ODD_LINKS),
        "image_url": chance.choice(ODD_LINKS),
    }


def wandering(chat: Chat, chance: random.Random, *, steps: int) -> Iterator[Outcome]:
    """Walk through the shop as somebody with no plan would."""
    phrases = ["catálogo", "más", "busco palabra", "lo quiero", "cuánto sale?", "queda stock?", "3"]
    outcome = chat.say("catálogo")
    for _ in range(steps):
        yield outcome
        choices = [id for reply in outcome.replies for id in ids(reply)]
        if choices and chance.random() < 0.7:
            outcome = chat.reply(chance.choice(choices))
        else:
            outcome = chat.say(chance.choice(phrases))


def ids(reply: object) -> list[str]:
    if isinstance(reply, ListMenu):
        return [row.id for row in reply.rows]
    assert not isinstance(reply, CtaUrl) or reply.url.startswith("https://")
    return [button.id for button in reply.buttons] if isinstance(reply, Buttons) else []
