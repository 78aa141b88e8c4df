"""The bot greets by name, says whose it is, and shows what it can do."""

import pytest

from skills.router import handle
from skills.tests.chat import Chat, a_turn, titles
from whatsapp.graph.messages import ListMenu
from whatsapp.inbound import InboundMessage

HELLO = InboundMessage("text", "wamid.1", text="hola")


def test_it_works(chat: Chat) -> None:
    outcome = chat.say("hola")
    assert (outcome.intent, outcome.skill) == ("saludo", "ayuda")
    reply = outcome.replies[0]
    assert isinstance(reply, ListMenu)
    assert reply.body.startswith("¡Hola, Marta! 👋 Soy el asistente de Almacén Aurora.")
    assert [section.title for section in reply.sections] == [
        "Comprar",
        "Vida sana",
        "Reciclaje",
        "Otros",
    ]


@pytest.mark.parametrize("name", ["", "  ", "🔥🔥", "~", "+54 351 555", "12", "\x00"])
def test_a_profile_that_is_no_name_is_not_greeted_by(name: str) -> None:
    body = handle(a_turn(HELLO, contact_name=name)).replies[0].body
    assert body.startswith("¡Hola! 👋")


@pytest.mark.parametrize(
    ("name", "first"), [("Ana", "Ana"), ("José Luis", "José"), ("D’Elía", "D’Elía")]
)
def test_only_the_first_name_is_used(name: str, first: str) -> None:
    assert handle(a_turn(HELLO, contact_name=name)).replies[0].body.startswith(f"¡Hola, {first}!")


def test_a_shop_without_name_is_the_shop() -> None:
    assert "asistente de la tienda." in handle(a_turn(HELLO, cliente_name=" ")).replies[0].body


def test_thanks_are_answered_with_courtesy(chat: Chat) -> None:
    outcome = chat.say("muchas gracias!")
    assert outcome.intent == "saludo"
    assert outcome.replies[0].body.startswith("¡De nada!")


def test_help_says_what_to_type(chat: Chat) -> None:
    outcome = chat.say("?")
    assert outcome.intent == "ayuda"
    for word in ("*catálogo*", "*vida sana*", "♻️"):
        assert word in outcome.replies[0].body


def test_every_row_of_the_menu_leads_somewhere(chat: Chat, shop_chat: Chat) -> None:
    rows = titles(chat.say("?").replies[0])
    intents = set()
    for each in (chat, shop_chat):
        for title in rows:
            each.say("?")
            intents.add(each.tap(title).intent)
    assert intents == {
        "catalogo.ver",
        "catalogo.buscar",
        "catalogo.pedido",
        "catalogo.carrito",
        "vida_sana.menu",
        "vida_sana.progreso",
        "reciclaje.menu",
        "reciclaje.puntos",
        "humano",
    }


def test_a_person_is_told_truthfully(chat: Chat) -> None:
    outcome = chat.say("quiero hablar con una persona")
    assert outcome.intent == "humano"
    body = outcome.replies[0].body
    assert "asistente automático" in body
    assert "Ya le avisé a Almacén Aurora" in body
    assert outcome.handover == "pedido"
