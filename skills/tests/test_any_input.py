"""Nothing a person, a phone or an older version of Liora sends makes a skill fail."""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from conversations.turn import Outcome
from skills.registry import SKILLS
from skills.router import handle
from skills.tests.chat import Chat, a_turn
from skills.tests.shared_phrases import OWN, rows
from whatsapp.graph.messages import content
from whatsapp.inbound import InboundMessage, OrderLine

ROUNDS = 400
ODD_TIMES = (datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC))
KINDS = (
    *("text", "button", "interactive", "order"),
    *("image", "audio", "video", "document", "sticker", "location", "contacts"),
)
ODD_TEXTS = (
    "",
    " ",
    "\x00",
    "\ud800\udfff",
    "hola\x00\ud83d",
    "𝒽ℴ𝓁𝒶",
    "ﷺ" * 50,
    "\u202e" * 40,
    "e" + "\u0301" * 5_000,
    "a" * 65_000,
    "¿" * 65_000,
    "más " * 20_000,
    "1" * 65_000,
    "9" * 4_000 + " vasos de agua",
    "tomé " + "un " * 5_000 + "vaso",
    "precio " * 5_000,
    "quiero " * 2_000 + "catalogo",
    "%s %d %(x)s {0} {",
    "'; DROP TABLE cliente; --",
    "busco %",
    "donde tiro " + "pilas " * 3_000,
    "peso 99999999999999999999",
    "peso 1.2.3.4",
    "caminé ٣ km",
    "Ⅷ",
    "²",
    "٣",
    "/",
    "//////",
    "/" + "x" * 65_000,
    "*" * 500,
    "`_~*",
    "\n\n\n",
    "menos de 99999999999999999999 mil",
    "busco mate menos de 0",
)
ODD_VALUES: tuple[Any, ...] = (
    None,
    True,
    -1,
    3.5,
    float("inf"),
    float("nan"),
    10**400,
    "",
    "x" * 70_000,
    "\x00\ud800",
    [],
    {},
    [[]],
    [["id"]],
    [["ecommerce:mas:9:0:\x00", "título"]],
    [[1, 2], ["", ""], "no", None],
    {"registros": []},
    {"registros": {"ayer": 3, "2026-11-22": ["agua"], "2026-02-31": {"agua_ml": 1}}},
    {"registros": {"2026-11-22": {"agua_ml": "muchos", "peso_kg": 10**400, 7: 1}}},
    {"lista": "categoria", "tema": "\x00", "sigue": 9, "producto": "\ud800"},
    {"lista": "busqueda", "tema": "x " * 9_000, "sigue": -5, "hasta": "mil"},
    {"lista": ["a"], "tema": {"b": 1}, "sigue": True, "producto": 9, "hasta": -1},
)
SLOT_KEYS = ("opciones", "ecommerce", "carrito", "vida_sana", "reciclaje", "versión_vieja", "")


@pytest.mark.parametrize("text", ODD_TEXTS, ids=range(len(ODD_TEXTS)))
def test_it_answers_any_text(text: str) -> None:
    chat = Chat()
    for kind in KINDS:
        check(chat.send(InboundMessage(kind, "wamid.1", text=text)))
        check(chat.send(InboundMessage(kind, "wamid.2", text=text, reply_id=text)))


@pytest.mark.parametrize("value", ODD_VALUES, ids=range(len(ODD_VALUES)))
def test_it_survives_the_slots_of_an_older_version(shop_chat: Chat, value: Any) -> None:
    for phrase in ("más", "2", "tomé 2 vasos de agua", "mi progreso", "lo quiero", "confirmar"):
        message = InboundMessage("text", "wamid.1", text=phrase)
        check(handle(a_turn(message, slots=value)))
        for key in SLOT_KEYS:
            check(handle(a_turn(message, slots={key: value}, **shop_chat.known)))


@pytest.mark.parametrize("sent_at", [None, *ODD_TIMES])
def test_it_survives_any_clock(sent_at: datetime | None) -> None:
    check(Chat().say("tomé 2 vasos de agua", sent_at=sent_at))


@pytest.mark.parametrize("name", ODD_TEXTS, ids=range(len(ODD_TEXTS)))
def test_it_greets_anybody_in_any_shop(name: str) -> None:
    for phrase in ("hola", "?", "quiero hablar con una persona", "catálogo"):
        message = InboundMessage("text", "wamid.1", text=phrase)
        check(handle(a_turn(message, contact_name=name, cliente_name=name)))


def test_it_survives_what_nobody_thought_of(shop_chat: Chat) -> None:
    chance = random.Random(20261122)
    actions = [f"{skill.name}:{action}:" for skill in SKILLS.values() for action in skill.actions]
    phrases = [phrase for phrase, _, _ in rows(OWN)]
    for _ in range(ROUNDS):
        text = mangled(chance, chance.choice([*phrases, *ODD_TEXTS]))
        reply = chance.choice(["", "", chance.choice(actions) + chance.choice(ODD_TEXTS)])
        message = InboundMessage(
            chance.choice(KINDS),
            "wamid.1",
            text=text,
            reply_id=reply,
            order_lines=(an_order_line(chance),) * chance.randrange(3),
            voice=chance.random() < 0.5,
        )
        check(shop_chat.send(message))


def an_order_line(chance: random.Random) -> OrderLine:
    return OrderLine(
        sku=chance.choice(["MOC-1", "moc-1", *ODD_TEXTS]),
        quantity=chance.choice([0, 1, -3, 10**30]),
        price=chance.choice([None, Decimal(0), Decimal(74900), Decimal("1E+25")]),
        currency=chance.choice(["ARS", "", "\x00"]),
    )


def mangled(chance: random.Random, text: str) -> str:
    """Return the text with a slip, a shout, an odd letter in the middle, or as it was."""
    at = chance.randrange(len(text) + 1)
    changes: list[Callable[[], str]] = [
        lambda: text,
        text.upper,
        lambda: text[:at] + chr(chance.randrange(1, 0x2FFF)) + text[at:],
        lambda: text[:at] + text[at + 1 :],
        lambda: text[at:] + " " + text[:at],
        lambda: text.replace("a", "\x00").replace("e", "\ud801"),
    ]
    return chance.choice(changes)()


def check(outcome: Outcome) -> None:
    """A message came out, Meta would take it, and the database can keep what it says."""
    assert outcome.replies
    assert outcome.intent
    assert outcome.reason
    for reply in outcome.replies:
        assert storable(repr(content(reply)))


def storable(text: str) -> bool:
    return "\\x00" not in text and "\\ud8" not in text
