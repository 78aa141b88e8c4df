"""Talking to the skills without the rest of the road: each answer's slots go into the next turn."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django_scopes import scope

from catalog.models import CatalogItem, CatalogSnapshot
from catalog.stock import Hold, reserve
from catalog.words import search_words
from conversations.turn import Outcome, Turn
from skills.router import handle
from tenants.models import Cliente
from whatsapp.graph.messages import Buttons, ListMenu, Message
from whatsapp.inbound import InboundMessage

SHOP = "Almacén Aurora"


def a_turn(message: InboundMessage, **known: Any) -> Turn:
    """Build a turn with believable surroundings; `known` overrides any of them."""
    turn = {
        "cliente_id": uuid4(),
        "cliente_name": SHOP,
        "contact_name": "Marta Paz",
        "slots": {},
        "last_intent": "",
        "catalog_version": None,
    }
    return Turn(message=message, **(turn | known))


class Chat:
    """One conversation. `cliente_id` and `version` are the catalog it shops in."""

    def __init__(self, cliente_id: UUID | None = None, version: int | None = None) -> None:
        self.known = {"cliente_id": cliente_id or uuid4(), "catalog_version": version}
        self.slots: Mapping[str, Any] = {}
        self.last_intent = ""

    def say(self, text: str, **message: Any) -> Outcome:
        return self.send(InboundMessage("text", "wamid.1", text=text, **message))

    def tap(self, title: str) -> Outcome:
        """Press the button or row with that title among the last ones offered."""
        chosen = next(id for id, offered in self.slots["opciones"] if offered == title)
        return self.reply(chosen, title)

    def reply(self, reply_id: str, title: str = "elegido") -> Outcome:
        return self.send(InboundMessage("interactive", "wamid.1", text=title, reply_id=reply_id))

    def send(self, message: InboundMessage) -> Outcome:
        outcome = handle(
            a_turn(message, slots=self.slots, last_intent=self.last_intent, **self.known)
        )
        self.slots, self.last_intent = outcome.slots, outcome.intent
        return outcome


def stock_up(cliente: Cliente, products: Iterable[Mapping[str, Any]], *, version: int = 1) -> Chat:
    """Store a catalog version as it is, however odd, and return a chat that shops in it."""
    with scope(cliente=cliente):
        snapshot = CatalogSnapshot.objects.create(
            cliente=cliente, version=version, checksum=str(version), source="prueba", estado="listo"
        )
        CatalogItem.objects.bulk_create(
            _item(snapshot, number, product) for number, product in enumerate(products, start=1)
        )
    return Chat(cliente.id, version)


def buy(cliente: Cliente, sku: str, units: int, *, version: int = 1) -> None:
    """Let somebody else order so many of a product."""
    hold = Hold(uuid4(), {(cliente.id, version, sku): units})
    with transaction.atomic():
        assert reserve([hold]) == {hold.key}


def _item(snapshot: CatalogSnapshot, number: int, product: Mapping[str, Any]) -> CatalogItem:
    usual = {
        "sku": f"SKU-{number:03}",
        "title": f"Producto {number}",
        "price": Decimal("1500.00"),
        "currency": "ARS",
        "stock": 5,
    }
    item = CatalogItem(cliente_id=snapshot.cliente_id, snapshot=snapshot, **(usual | dict(product)))
    item.words = search_words(item.title, item.category, item.brand, item.sku)
    return item


def titles(message: Message) -> list[str]:
    """Return the titles of everything one can choose in a message."""
    choices = message.rows if isinstance(message, ListMenu) else ()
    if isinstance(message, Buttons):
        choices = message.buttons
    return [choice.title for choice in choices]
