"""Reading one stored message of Meta's into a value that skills can use.

Shapes: Cloud API, "messages" webhook. Nothing here raises on an odd shape: what cannot be read
becomes empty, because the message is already accepted and somebody waits for an answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from whatsapp.graph.addressing import BSUID

CAPTIONED = ("image", "video", "document")
CHOICES = ("list_reply", "button_reply")

# Meta counts seconds since 1970; what does not fit an unsigned 32-bit clock is no moment of ours.
LATEST_S = 2**32
# A cart with more of one thing, or at a higher price, is not a cart.
LARGEST_FIGURE = 10**12


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line of a WhatsApp cart, at the price the customer saw."""

    sku: str
    quantity: int
    price: Decimal | None
    currency: str


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """One message as it arrived. Text fields are "" and `sent_at` None when absent."""

    kind: str
    wamid: str
    text: str = ""
    reply_id: str = ""
    wa_id: str = ""
    bsuid: str = ""
    profile_name: str = ""
    sent_at: datetime | None = None
    voice: bool = False
    order_lines: tuple[OrderLine, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)


def read_message(payload: Mapping[str, Any]) -> InboundMessage:
    """Read a stored event's payload: a webhook that holds one message."""
    value = mapping(first(mapping(first(payload.get("entry"))).get("changes"))).get("value")
    message = mapping(first(mapping(value).get("messages")))
    contact = mapping(first(mapping(value).get("contacts")))
    kind = text_of(message.get("type")) or "unknown"
    wa_id, bsuid = identities(message, contact)
    return InboundMessage(
        kind=kind,
        wamid=text_of(message.get("id")),
        text=said(kind, message),
        reply_id=chosen(kind, message),
        wa_id=wa_id,
        bsuid=bsuid,
        profile_name=text_of(mapping(contact.get("profile")).get("name")),
        sent_at=moment(message.get("timestamp")),
        voice=mapping(message.get("audio")).get("voice") is True,
        order_lines=order_lines(message),
        data=message,
    )


def identities(message: Mapping[str, Any], contact: Mapping[str, Any]) -> tuple[str, str]:
    """Return who wrote: number and user id, "" for the one that WhatsApp hides.

    Early in 2026 Meta put the user id where the number used to stand; either place is read.
    """
    number = text_of(message.get("from")) or text_of(contact.get("wa_id"))
    user = text_of(message.get("from_user_id")) or text_of(contact.get("user_id"))
    if BSUID.fullmatch(number):
        return "", user or number
    return number.lstrip("+"), user


def said(kind: str, message: Mapping[str, Any]) -> str:
    """Return what the person said: a body, a caption, or the title of what was chosen."""
    part = mapping(message.get(kind))
    if kind in CAPTIONED:
        return text_of(part.get("caption"))
    if kind == "button":
        return text_of(part.get("text"))
    if kind == "interactive":
        return text_of(_choice(part).get("title"))
    return text_of(part.get("body")) if kind == "text" else ""


def chosen(kind: str, message: Mapping[str, Any]) -> str:
    """Return the id of the button or row chosen, or a template button's payload."""
    part = mapping(message.get(kind))
    if kind == "button":
        return text_of(part.get("payload"))
    return text_of(_choice(part).get("id")) if kind == "interactive" else ""


def _choice(interactive: Mapping[str, Any]) -> Mapping[str, Any]:
    kind = interactive.get("type")
    return mapping(interactive.get(kind)) if kind in CHOICES else {}


def order_lines(message: Mapping[str, Any]) -> tuple[OrderLine, ...]:
    items = mapping(message.get("order")).get("product_items")
    return tuple(map(_line, items)) if isinstance(items, list) else ()


def _line(item: Any) -> OrderLine:
    item = mapping(item)
    return OrderLine(
        sku=text_of(item.get("product_retailer_id")),
        quantity=_whole(item.get("quantity")),
        price=_price(item.get("item_price")),
        currency=text_of(item.get("currency")),
    )


def moment(value: Any) -> datetime | None:
    """Read Meta's timestamp, Unix seconds as a string; None if it is not one."""
    try:
        seconds = int(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return datetime.fromtimestamp(seconds, UTC) if 0 < seconds < LATEST_S else None


def mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else None


def text_of(value: Any) -> str:
    """Return a string as it is, a number as digits, and anything else as ""."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _whole(value: Any) -> int:
    try:
        whole = int(value)
    except (TypeError, ValueError, OverflowError):
        return 0
    return whole if 0 < whole < LARGEST_FIGURE else 0


def _price(value: Any) -> Decimal | None:
    try:
        price = Decimal(str(value))
    except InvalidOperation:
        return None
    return price if price.is_finite() and 0 <= price < LARGEST_FIGURE else None
