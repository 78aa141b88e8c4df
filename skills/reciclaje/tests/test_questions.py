"""Asking where something goes, by any name and in any manner."""

import pytest

from skills.reciclaje.lookup import material, misspelt, nearest, stem
from skills.tests.chat import Chat, titles


@pytest.mark.parametrize(
    ("phrase", "title"),
    [
        ("donde tiro las pilas", "Pilas"),
        ("el tetra brik se recicla?", "Tetra brik"),
        ("el tetrapak se recicla?", "Tetra brik"),
        ("q hago con el aceite usado", "Aceite de cocina usado"),
        ("recicla botella de plastico", "Botella PET"),
        ("recicla botellas de vidrio", "Botellas y frascos de vidrio"),
        ("dónde boto los focos quemados", "Lamparitas, focos y tubos"),
        ("en qué tacho van las ampolletas?", "Lamparitas, focos y tubos"),
        ("que hago con las llantas viejas", "Neumáticos"),
        ("dónde tiro los remedios vencidos", "Medicamentos"),
        ("el icopor es reciclable?", "Telgopor (poliestireno expandido)"),
        ("dónde tiro el unisel", "Telgopor (poliestireno expandido)"),
        ("recicla botelas", "Botella PET"),
        ("se recicla la caja de pizza?", "Caja de pizza"),
        ("pilas", "Pilas"),
    ],
)
def test_it_works(chat: Chat, phrase: str, title: str) -> None:
    outcome = chat.say(phrase)
    assert outcome.intent == "reciclaje.material"
    assert f"*{title}*" in outcome.replies[0].body


def test_an_unknown_material_offers_the_nearest_and_the_menu(chat: Chat) -> None:
    outcome = chat.say("dónde tiro una vidriera")
    assert outcome.intent == "reciclaje.material"
    reply = outcome.replies[0]
    assert "Todavía no tengo información sobre «vidriera»" in reply.body
    assert titles(reply)[0].startswith("Botellas y frascos")
    assert titles(reply)[-1] == "Puntos de entrega"


def test_a_bare_word_is_a_product_first_and_then_a_material(shop_chat: Chat, chat: Chat) -> None:
    assert shop_chat.say("yerba").skill == "ecommerce"
    assert chat.say("yerba").skill == "reciclaje"


def test_a_bare_word_goes_on_with_what_was_spoken_of(shop_chat: Chat) -> None:
    shop_chat.say("dónde tiro las pilas?")
    assert shop_chat.say("yerba").skill == "reciclaje"


@pytest.mark.parametrize("phrase", ["tienen pilas?", "venden botellas de vidrio?", "busco cajas"])
def test_asking_the_shop_is_not_asking_the_bin(chat: Chat, phrase: str) -> None:
    assert chat.say(phrase).intent == "catalogo.buscar"


def test_the_menu_offers_materials_and_places(chat: Chat) -> None:
    outcome = chat.say("/reciclaje")
    assert outcome.intent == "reciclaje.menu"
    assert titles(outcome.replies[0])[0] == "Pilas"
    assert chat.tap("Puntos de entrega").intent == "reciclaje.puntos"


def test_the_places_have_no_invented_address(chat: Chat) -> None:
    body = chat.say("puntos de reciclaje cerca mio").replies[0].body
    assert "Punto limpio" in body
    assert "te la da" in body or "los da tu municipio" in body
    assert not any(char.isdigit() for char in body)


def test_the_longest_name_wins() -> None:
    box, pizza = material("caja"), material("caja de pizza")
    assert box is not None
    assert pizza is not None
    assert box.key != pizza.key


def test_what_looks_like_nothing_is_nothing() -> None:
    assert material("kriptonita") is None
    assert misspelt("kriptonita") is None
    assert misspelt("") is None
    assert nearest("") == ()


@pytest.mark.parametrize(
    ("word", "one"),
    [
        ("pilas", "pila"),
        ("papeles", "papel"),
        ("tapitas", "tapita"),
        ("luces", "luz"),
        ("gas", "gas"),
    ],
)
def test_stem(word: str, one: str) -> None:
    assert stem(word) == one
