"""Whatever Liora can say in the sample shop is a body that Meta's schema accepts."""

import json
from collections import deque
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.core.management import call_command
from jsonschema import Draft202012Validator

from conversations.turn import Outcome, Turn
from skills.router import handle
from tenants.models import Cliente
from whatsapp.graph.client import message_body
from whatsapp.graph.messages import Buttons, ListMenu, Message, Text, content, split
from whatsapp.inbound import InboundMessage

SCHEMA = Path(settings.BASE_DIR).parent / "shared" / "corpus" / "message.schema.json"
ADDRESSES = ("5493515550101", "AR.13491208655302741918")
SAYINGS = (
    "hola",
    "?",
    "hola, quiero ver el catálogo",
    "/catalogo",
    "/vida",
    "/reciclaje",
    "busco zapatillas rojas",
    "cuánto sale la mochila negra?",
    "más",
    "quiero hacer un pedido",
    "agregá la mochila negra",
    "quiero dos termos",
    "quiero comprar zapatillas",
    "ver carrito",
    "confirmar",
    "plan para caminar",
    "tomé 2 vasos de agua",
    "mi progreso",
    "recicla pilas",
    "puntos de reciclaje cerca mio",
    "quiero hablar con una persona",
    "cuál es la capital de Francia",
    "BAJA",
)
KINDS = ("image", "audio", "video", "document", "sticker", "location", "contacts", "order")
# Far above what the sample shop has; a menu that never ends is a fault of its own.
MANY = 3000


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    if not SCHEMA.exists():
        pytest.skip(f"Meta's schema is not here: {SCHEMA.name}")
    return Draft202012Validator(json.loads(SCHEMA.read_text()))


@pytest.fixture
def shop(db: None) -> Cliente:
    call_command("seed_demo", stdout=StringIO())
    return Cliente.objects.get(slug="demo")


def test_it_works(shop: Cliente, validator: Draft202012Validator) -> None:
    seen = 0
    for _, outcome in everything(shop.id):
        for body in bodies(outcome):
            problems = [error.message for error in validator.iter_errors(body)]
            assert not problems, (body, problems[:2])
            seen += 1
    assert seen > 150


def test_no_choice_that_is_offered_leads_nowhere(shop: Cliente) -> None:
    for message, outcome in everything(shop.id):
        assert outcome.replies, message
        if message.reply_id:
            assert outcome.intent != "sin_match", message


def everything(cliente_id: UUID) -> Iterator[tuple[InboundMessage, Outcome]]:
    """Say every saying, send every kind, then follow every button and row that was offered."""
    waiting = deque[tuple[InboundMessage, dict[str, Any]]](
        [(said(text), {}) for text in SAYINGS]
        + [(InboundMessage(kind=kind, wamid="w"), {}) for kind in KINDS]
    )
    offered: set[str] = set()
    for _ in range(MANY):
        if not waiting:
            return
        message, slots = waiting.popleft()
        outcome = handle(turn(cliente_id, message, slots))
        yield message, outcome
        for choice in choices(outcome.replies):
            if choice not in offered:
                offered.add(choice)
                waiting.append((chosen(choice), dict(outcome.slots)))
    raise AssertionError("the menus never end")


def said(text: str) -> InboundMessage:
    return InboundMessage(kind="text", wamid="w", text=text)


def chosen(choice: str) -> InboundMessage:
    return InboundMessage(kind="interactive", wamid="w", text="elegido", reply_id=choice)


def turn(cliente_id: UUID, message: InboundMessage, slots: dict[str, Any]) -> Turn:
    return Turn(
        cliente_id=cliente_id,
        cliente_name="Almacén Aurora",
        contact_name="Ana",
        message=message,
        slots=json.loads(json.dumps(slots)),
        last_intent="",
        catalog_version=1,
    )


def choices(replies: tuple[Message, ...]) -> Iterator[str]:
    for reply in replies:
        if isinstance(reply, Buttons):
            yield from (button.id for button in reply.buttons)
        if isinstance(reply, ListMenu):
            yield from (row.id for section in reply.sections for row in section.rows)


def bodies(outcome: Outcome) -> Iterator[dict[str, Any]]:
    for reply in outcome.replies:
        for piece in split(reply) if isinstance(reply, Text) else (reply,):
            for address in ADDRESSES:
                yield message_body(address=address, content=content(piece), callback_data="1")
