"""What Meta's webhook carries when a person writes: one function per kind of message.

Every function returns one element of `value.messages[]` (Cloud API, messages webhook);
`envelope` wraps them.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from whatsapp.simulator.addresses import Person, new_wamid


def text_message(person: Person, body: str, **common: Any) -> dict[str, Any]:
    """A text the person typed."""
    return _message(person, "text", {"body": body}, **common)


def list_reply(
    person: Person, *, option_id: str, title: str, description: str = "", **common: Any
) -> dict[str, Any]:
    """The row the person chose in a list; `description` is absent when the row had none."""
    chosen = {"id": option_id, "title": title} | (
        {"description": description} if description else {}
    )
    return _reply(person, "list_reply", chosen, **common)


def button_reply(person: Person, *, option_id: str, title: str, **common: Any) -> dict[str, Any]:
    """The reply button the person tapped."""
    return _reply(person, "button_reply", {"id": option_id, "title": title}, **common)


def template_button(person: Person, *, payload: str, text: str, **common: Any) -> dict[str, Any]:
    """A quick reply of a template, which is no interactive message (Cloud API, `button`)."""
    return _message(person, "button", {"payload": payload, "text": text}, **common)


def image(
    person: Person,
    *,
    media_id: str,
    caption: str = "",
    mime_type: str = "image/jpeg",
    content: bytes = b"",
    **common: Any,
) -> dict[str, Any]:
    """A picture the person took; `content` is only hashed."""
    media = _media(media_id, mime_type, content) | ({"caption": caption} if caption else {})
    return _message(person, "image", media, **common)


def voice(
    person: Person,
    *,
    media_id: str,
    mime_type: str = "audio/ogg; codecs=opus",
    content: bytes = b"",
    **common: Any,
) -> dict[str, Any]:
    """A voice note: an audio with `voice` true."""
    media = _media(media_id, mime_type, content) | {"voice": True}
    return _message(person, "audio", media, **common)


def sticker(
    person: Person,
    *,
    media_id: str,
    mime_type: str = "image/webp",
    content: bytes = b"",
    **common: Any,
) -> dict[str, Any]:
    """A sticker that does not move."""
    media = _media(media_id, mime_type, content) | {"animated": False}
    return _message(person, "sticker", media, **common)


def location(
    person: Person,
    *,
    latitude: float,
    longitude: float,
    name: str = "",
    address: str = "",
    **common: Any,
) -> dict[str, Any]:
    """A place; a live pin has neither name nor address."""
    named = {key: value for key, value in (("name", name), ("address", address)) if value}
    return _message(
        person,
        "location",
        {"latitude": latitude, "longitude": longitude} | named,
        **common,
    )


def contacts(person: Person, *, name: str, phone: str, **common: Any) -> dict[str, Any]:
    """One card of the person's address book."""
    first, _, last = name.partition(" ")
    card = {
        "name": {"first_name": first, "formatted_name": name}
        | ({"last_name": last} if last else {}),
        "phones": [{"phone": phone, "type": "CELL"}],
    }
    return _message(person, "contacts", [card], **common)


def reaction(person: Person, *, message_id: str, emoji: str = "", **common: Any) -> dict[str, Any]:
    """An emoji on a message; without emoji the person took it back."""
    return _message(person, "reaction", {"message_id": message_id, "emoji": emoji}, **common)


def order(
    person: Person,
    *,
    lines: Sequence[Mapping[str, Any]],
    catalog_id: str = "354160437058781",
    text: str = "",
    **common: Any,
) -> dict[str, Any]:
    """A cart sent from WhatsApp's own catalog: lines of sku, quantity, price and currency."""
    items = [
        {
            "product_retailer_id": line["sku"],
            "quantity": line["quantity"],
            "item_price": line["price"],
            "currency": line["currency"],
        }
        for line in lines
    ]
    content = {"catalog_id": catalog_id, "text": text, "product_items": items}
    return _message(person, "order", content, **common)


def unsupported(person: Person, *, kind: str = "poll", **common: Any) -> dict[str, Any]:
    """Something the Cloud API cannot carry (a poll, an event); arrives with error 131051."""
    error = {
        "code": 131051,
        "title": "Message type unknown",
        "message": "Message type unknown",
        "error_data": {"details": "Message type is currently not supported."},
    }
    return _message(person, "unsupported", {"type": kind}, **common) | {"errors": [error]}


def _reply(person: Person, kind: str, chosen: dict[str, Any], **common: Any) -> dict[str, Any]:
    return _message(person, "interactive", {"type": kind, kind: chosen}, **common)


def _message(
    person: Person,
    kind: str,
    content: Any,
    *,
    wamid: str = "",
    sent_at: datetime | None = None,
    context_id: str = "",
    context_from: str = "",
) -> dict[str, Any]:
    sent_at = sent_at or datetime.now(UTC)
    sender = {"from": person.wa_id} if person.wa_id else {}
    answered = {"context": {"from": context_from, "id": context_id}} if context_id else {}
    return {
        **answered,
        **sender,
        "from_user_id": person.bsuid,
        "id": wamid or new_wamid(person.address),
        "timestamp": str(int(sent_at.timestamp())),
        "type": kind,
        kind: content,
    }


def _media(media_id: str, mime_type: str, content: bytes) -> dict[str, Any]:
    digest = hashlib.sha256(content or media_id.encode()).digest()
    return {
        "id": media_id,
        "mime_type": mime_type,
        "sha256": base64.b64encode(digest).decode(),
    }
