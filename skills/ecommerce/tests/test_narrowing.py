"""Who wants to buy is asked for what is missing, and only for what shortens the list."""

from decimal import Decimal

from skills.tests.chat import stock_up, titles
from tenants.models import Cliente
from whatsapp.graph.messages import ListMenu


def shoes(count: int, *, categories: int = 1, step: int = 0) -> list[dict[str, object]]:
    names = ("Running", "Urbano", "Fútbol")
    return [
        {
            "title": f"Zapatilla modelo {number:02}",
            "category": names[number % categories],
            "price": Decimal(10000 + step * number),
        }
        for number in range(count)
    ]


def test_it_works(cliente: Cliente) -> None:
    chat = stock_up(cliente, shoes(14, categories=2))
    reply = chat.say("quiero comprar zapatillas").replies[0]
    assert isinstance(reply, ListMenu)
    assert "*zapatillas* · 14 productos\n\n¿De qué categoría?" in reply.body
    assert titles(reply) == ["Running", "Urbano", "Ver todos"]
    assert titles(chat.tap("Urbano").replies[0]) == [
        f"Zapatilla modelo {number:02}" for number in range(1, 14, 2)
    ]


def test_the_category_may_be_typed(cliente: Cliente) -> None:
    chat = stock_up(cliente, shoes(14, categories=2))
    chat.say("quiero comprar zapatillas")
    assert len(titles(chat.say("running").replies[0])) == 7


def test_within_one_category_it_asks_for_a_budget(cliente: Cliente) -> None:
    chat = stock_up(cliente, shoes(12, step=1000))
    reply = chat.say("quiero comprar zapatillas").replies[0]
    assert "¿Hasta cuánto?" in reply.body
    assert titles(reply) == ["Hasta $ 13.000,00", "Hasta $ 17.000,00", "Ver todos"]
    assert len(titles(chat.tap("Hasta $ 13.000,00").replies[0])) == 4


def test_the_budget_may_be_typed(cliente: Cliente) -> None:
    chat = stock_up(cliente, shoes(12, step=1000))
    chat.say("quiero comprar zapatillas")
    outcome = chat.say("menos de 12 mil")
    assert outcome.intent == "catalogo.buscar"
    assert len(titles(outcome.replies[0])) == 3


def test_everything_can_be_seen_all_the_same(cliente: Cliente) -> None:
    chat = stock_up(cliente, shoes(12, step=1000))
    chat.say("quiero comprar zapatillas")
    assert len(titles(chat.tap("Ver todos").replies[0])) == 10


def test_it_asks_nothing_that_does_not_shorten_the_list(cliente: Cliente) -> None:
    for catalog in (shoes(9, categories=3), shoes(12)):
        version = 1 if len(catalog) == 9 else 2
        chat = stock_up(cliente, catalog, version=version)
        assert titles(chat.say("quiero comprar zapatillas").replies[0])[0] == "Zapatilla modelo 00"


def test_it_asks_nothing_that_was_said(cliente: Cliente) -> None:
    chat = stock_up(cliente, shoes(12, step=1000))
    reply = chat.say("quiero comprar zapatillas de menos de 13 mil").replies[0]
    assert "¿" not in reply.body
    assert len(titles(reply)) == 4


def test_a_question_is_left_by_any_other_wish(cliente: Cliente) -> None:
    chat = stock_up(cliente, shoes(12, step=1000))
    for phrase, intent in (("cancelar", "ayuda"), ("menú", "ayuda"), ("catálogo", "catalogo.ver")):
        chat.say("quiero comprar zapatillas")
        assert chat.say(phrase).intent == intent
