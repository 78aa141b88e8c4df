"""The table of materials is whole, and every name finds its material."""

import pytest

from skills.reciclaje.lookup import material
from skills.reciclaje.material import Material
from skills.reciclaje.materials import MATERIALS
from skills.reciclaje.places import PLACES
from skills.tests.chat import Chat
from whatsapp.graph.messages import Buttons


def test_there_are_enough() -> None:
    assert len(MATERIALS) >= 40
    assert len({each.key for each in MATERIALS}) == len(MATERIALS)


def test_no_name_stands_for_two_materials() -> None:
    names = [name for each in MATERIALS for name in each.names]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("each", MATERIALS, ids=lambda each: each.key)
def test_every_name_finds_its_material(each: Material) -> None:
    astray = [name for name in each.names if material(name) is not each]
    assert not astray
    assert material(f"la {each.key.upper()}") is each


@pytest.mark.parametrize("each", MATERIALS, ids=lambda each: each.key)
def test_every_material_says_where_how_and_what_to_mind(chat: Chat, each: Material) -> None:
    reply = chat.reply(f"reciclaje:material:{each.key}", str(each.title)).replies[0]
    assert isinstance(reply, Buttons)
    assert f"*{each.title}*" in reply.body
    for label in ("*Dónde va:*", "*Cómo prepararlo:*", "*Ojo:*"):
        assert label in reply.body
    assert not reply.body.endswith("…")


def test_every_stream_names_a_kind_of_place() -> None:
    places = {each.stream.place for each in MATERIALS}
    assert places - {"basura"} <= set(PLACES)
