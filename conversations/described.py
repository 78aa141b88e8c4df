"""What was sent without words, as a line to read: a place, somebody's details."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from whatsapp.inbound import InboundMessage, mapping, text_of

# A card may hold a whole address book.
MOST_PEOPLE, LONGEST = 10, 1000


def described(message: InboundMessage) -> str:
    """Return the line for a location or for contacts; "" for everything else."""
    if message.kind == "location":
        return _place(mapping(message.data.get("location")))[:LONGEST]
    if message.kind == "contacts":
        return _people(message.data.get("contacts"))[:LONGEST]
    return ""


def _place(location: Mapping[str, Any]) -> str:
    """Cloud API, location messages: name and address are only there for a place that has them."""
    names = [text_of(location.get(name)) for name in ("name", "address")]
    point = ", ".join(_degrees(location.get(name)) for name in ("latitude", "longitude"))
    parts = [one for one in (*names, point.strip(", ")) if one]
    return f"📍 {' · '.join(parts)}" if parts else _("📍 Un lugar")


def _degrees(value: Any) -> str:
    known = isinstance(value, int | float) and not isinstance(value, bool) and -180 <= value <= 180
    return f"{value:.6f}".rstrip("0").rstrip(".") if known else ""


def _people(cards: Any) -> str:
    found = cards[:MOST_PEOPLE] if isinstance(cards, list) else []
    lines = [f"👤 {_person(mapping(card))}" for card in found]
    return "\n".join(lines) or _("👤 Un contacto")


def _person(card: Mapping[str, Any]) -> str:
    name = text_of(mapping(card.get("name")).get("formatted_name")) or _("Sin nombre")
    return ": ".join(filter(None, (name, ", ".join(_phones(card.get("phones"))))))


def _phones(phones: Any) -> Iterator[str]:
    for phone in phones if isinstance(phones, list) else []:
        if written := text_of(mapping(phone).get("phone")):
            yield written
