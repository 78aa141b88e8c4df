"""A bare name, with whatever price or stock it is held to, is understood without a verb."""

from decimal import Decimal

import pytest

from skills.tests.chat import Chat, stock_up, titles
from tenants.models import Cliente
from whatsapp.graph.messages import Buttons, ListMenu

GOODS = [
    {"title": "Zapatillas rojas talle 40", "price": Decimal(48000)},
    {"title": "Zapatillas rojas talle 40 premium", "price": Decimal(90000)},
    {"title": "Zapatillas azules talle 40", "price": Decimal(30000)},
    {"title": "Termo negro", "price": Decimal(70000), "stock": 0},
    {"title": "Termo verde", "price": Decimal(78000)},
]


@pytest.fixture
def chat(cliente: Cliente) -> Chat:
    return stock_up(cliente, GOODS)


@pytest.mark.parametrize(
    "said",
    [
        "zapatillas rojas talla 40 menos de 50 mil",
        "zapatilas rojas talle 40, menos de 50 mil",
        "ZAPATILLA ROJA 40 hasta $50.000",
        "busco zapatillas rojas talle 40 de menos de 50 mil",
        "tenés zapatillas rojas talle 40 por menos de 50 lucas?",
    ],
)
def test_what_it_is_and_what_it_may_cost_finds_the_one(chat: Chat, said: str) -> None:
    outcome = chat.say(said)
    assert outcome.intent == "catalogo.buscar"
    assert "Zapatillas rojas talle 40*\n" in outcome.replies[0].body


def test_a_price_without_a_thing_asks_for_what(chat: Chat) -> None:
    outcome = chat.say("menos de 5 mil")
    assert outcome.intent == "catalogo.buscar"
    assert "¿Qué producto buscás?" in outcome.replies[0].body


def test_what_is_out_of_stock_is_left_out_when_asked(chat: Chat) -> None:
    reply = chat.say("termos con stock").replies[0]
    assert isinstance(reply, Buttons)
    assert "Termo verde" in reply.body


def test_several_within_a_price_are_listed(chat: Chat) -> None:
    reply = chat.say("zapatillas menos de 50 mil").replies[0]
    assert isinstance(reply, ListMenu)
    assert titles(reply) == ["Zapatillas azules talle…", "Zapatillas rojas talle…"]


def test_the_only_one_there_is_can_be_wanted_though_it_costs_more(chat: Chat) -> None:
    listed = chat.say("termo verde de menos de 10 mil").replies[0]
    assert isinstance(listed, ListMenu)
    assert "por ese precio" in listed.body
    assert "En tu carrito: 1 × *Termo verde*" in chat.say("lo quiero").replies[0].body
