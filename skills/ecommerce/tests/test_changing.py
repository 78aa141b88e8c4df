"""What changed between a list and the product chosen from it is said."""

from typing import Any

import pytest

from skills.conftest import product
from skills.tests.chat import Chat, buy, stock_up
from tenants.models import Cliente


def mates(**first: Any) -> list[dict[str, object]]:
    one = product("M-1", "Mate imperial", 1000, "Mates", stock=5)
    return [one | first, product("M-2", "Mate torpedo", 900, "Mates", stock=5)]


@pytest.fixture
def looking(cliente: Cliente) -> Chat:
    chat = stock_up(cliente, mates())
    chat.say("busco mate")
    return chat


def chosen(chat: Chat, cliente: Cliente, **first: Any) -> str:
    stock_up(cliente, mates(**first), version=2)
    chat.known["catalog_version"] = 2
    return str(chat.tap("Mate imperial").replies[0].body)  # type: ignore[union-attr]


def test_it_works(looking: Chat, cliente: Cliente) -> None:
    assert chosen(looking, cliente, price=1250).startswith("Antes $ 1.000,00, ahora $ 1.250,00.\n")


def test_it_is_said_once(looking: Chat, cliente: Cliente) -> None:
    chosen(looking, cliente, price=1250)
    assert "Antes" not in looking.say("cuánto sale?").replies[0].body


def test_what_sold_out_meanwhile_is_said(looking: Chat, cliente: Cliente) -> None:
    assert "Se agotó desde que lo viste." in chosen(looking, cliente, stock=0)


def test_what_came_back_is_said(cliente: Cliente) -> None:
    chat = stock_up(cliente, mates(stock=0))
    chat.say("busco mate")
    assert "Volvió a haber." in chosen(chat, cliente, stock=2)


def test_what_others_ordered_is_not_offered(looking: Chat, cliente: Cliente) -> None:
    buy(cliente, "M-1", 5)
    reply = looking.tap("Mate imperial").replies[0]
    assert reply.body.startswith("Por ahora no queda")
    assert "Sin stock" in reply.body


def test_the_same_price_says_nothing(looking: Chat, cliente: Cliente) -> None:
    assert chosen(looking, cliente).startswith("*Mate imperial*")


def test_what_was_never_seen_says_nothing(cliente: Cliente) -> None:
    chat = stock_up(cliente, mates())
    chat.say("hola")
    stock_up(cliente, mates(price=1250), version=2)
    chat.known["catalog_version"] = 2
    assert "Antes" not in chat.say("cuánto sale el mate imperial?").replies[0].body


def test_a_version_that_is_gone_says_nothing(looking: Chat, cliente: Cliente) -> None:
    looking.slots = looking.slots | {"ecommerce": looking.slots["ecommerce"] | {"version": 77}}
    assert chosen(looking, cliente, price=1250).startswith("*Mate imperial*")
