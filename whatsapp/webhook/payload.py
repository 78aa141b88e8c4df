"""Taking a webhook body apart: one draft for every message, status and other notice in it.

Shape: Cloud API, webhooks: `entry[].changes[].value.{messages,statuses,errors}[]`; a post holds
up to 1,000 items of several tenants. Whatever is well-formed JSON is kept, known or not.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from whatsapp.identity_change import is_identity_change
from whatsapp.inbound import mapping, moment, text_of
from whatsapp.models import InboundEvent
from whatsapp.webhook.draft import Draft, Origin

MESSAGE, STATUS, OTHER = (
    InboundEvent.Kind.MESSAGE,
    InboundEvent.Kind.STATUS,
    InboundEvent.Kind.OTHER,
)

# Notices that tell of several people at once, and the list they tell it in.
LISTED = {"smb_message_echoes": "message_echoes", "user_preferences": "user_preferences"}


class MalformedBody(ValueError):
    """The body is not JSON; stable code `json_invalido`."""


def parse(body: bytes) -> Any:
    """Return the body's JSON; raise MalformedBody for anything a JSON parser should refuse.

    UTF-8 and nothing else (RFC 8259); Python's parser would guess other encodings.
    """
    try:
        return json.loads(body.decode(), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise MalformedBody(type(error).__name__) from error


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def drafts(document: Any) -> list[Draft]:
    """Return one draft per item; a document without any becomes a single draft of itself."""
    found = [draft for origin in _origins(document) for draft in _items(origin)]
    return found or [Draft.whole(document)]


def _origins(document: Any) -> Iterator[Origin]:
    for entry in _list(mapping(document).get("entry")):
        for change in _list(mapping(entry).get("changes")):
            yield Origin(mapping(document), mapping(entry), change)


def _items(origin: Origin) -> Iterator[Draft]:
    value = origin.value
    known = False
    if origin.field == "messages":
        profiles = _profiles(value)
        for message in _list(value.get("messages")):
            known = True
            yield _message(origin, message, profiles)
        for status in _list(value.get("statuses")):
            known = True
            yield _status(origin, status)
        for problem in _list(value.get("errors")):
            known = True
            yield origin.draft(OTHER, "errors", {"errors": [problem]})
    if name := LISTED.get(origin.field):
        items = _list(value.get(name))
        for item in items:
            known = True
            yield _notice(origin, name, item, alone=len(items) == 1)
    if not known:
        yield origin.draft(OTHER, origin.field, None)


def _notice(origin: Origin, name: str, item: Any, *, alone: bool) -> Draft:
    """Draft one item of a notice about people, beside the profile of the person it is about."""
    contact = _profile_shown(_list(origin.value.get("contacts")), mapping(item), alone=alone)
    part = {name: [item]} | ({"contacts": [contact]} if contact else {})
    return origin.draft(
        OTHER,
        text_of(mapping(item).get("type")) or origin.field,
        part,
        message_id=text_of(mapping(item).get("id")),
        sent_at=moment(mapping(item).get("timestamp")),
    )


def _profile_shown(contacts: list[Any], item: Mapping[str, Any], *, alone: bool) -> Any:
    """Return the profile that shows an id of the item, or the only one of an only item."""
    ids = {text_of(item.get(name)) for name in ("to", "to_user_id", "wa_id", "user_id")} - {""}
    for contact in contacts:
        if ids & {text_of(mapping(contact).get(name)) for name in ("wa_id", "user_id")}:
            return contact
    return contacts[0] if alone and len(contacts) == 1 else None


def _message(origin: Origin, message: Any, profiles: Mapping[str, Any]) -> Draft:
    item = mapping(message)
    contact = _profile_of(item, profiles)
    address = text_of(item.get("from")).lstrip("+") or text_of(item.get("from_user_id"))
    message_id = text_of(item.get("id"))
    part = {"messages": [message]} | ({"contacts": [contact]} if contact else {})
    if message_id and is_identity_change(item):
        return _moved(origin, item, part)
    # Nobody can be answered without an address, and a group is not the person who wrote in it.
    if not address or not message_id or item.get("group_id"):
        return origin.draft(OTHER, "group" if item.get("group_id") else "messages", part)
    return origin.draft(
        MESSAGE,
        text_of(item.get("type")) or "unknown",
        part,
        key=f"m:{origin.phone_number_id}:{message_id}",
        address=address,
        message_id=message_id,
        sent_at=moment(item.get("timestamp")),
    )


def _moved(origin: Origin, item: Mapping[str, Any], part: Mapping[str, Any]) -> Draft:
    """Draft a change of somebody's ids as a notice: it concerns two lanes and waits in neither."""
    message_id = text_of(item.get("id"))
    draft = origin.draft(
        OTHER,
        text_of(mapping(item.get("system")).get("type")),
        part,
        key=f"m:{origin.phone_number_id}:{message_id}",
        message_id=message_id,
        sent_at=moment(item.get("timestamp")),
    )
    return replace(draft, field="system")


def _status(origin: Origin, status: Any) -> Draft:
    item = mapping(status)
    message_id, name = text_of(item.get("id")), text_of(item.get("status"))
    stamp = text_of(item.get("timestamp"))
    if not message_id or not name:
        return origin.draft(OTHER, "statuses", {"statuses": [status]})
    participant = text_of(item.get("recipient_participant_id"))
    return origin.draft(
        STATUS,
        name,
        {"statuses": [status]},
        key=f"s:{origin.phone_number_id}:{message_id}:{name}:{stamp}:{participant}",
        address=text_of(item.get("recipient_id")) or text_of(item.get("recipient_user_id")),
        message_id=message_id,
        sent_at=moment(item.get("timestamp")),
    )


# The profile in a change that holds one alone, for senders who show none of its ids.
ONLY = ""


def _profiles(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return the profiles of a change by every id they show: it may hold several people's."""
    contacts = _list(value.get("contacts"))
    found = {
        text_of(mapping(contact).get(name)): contact
        for contact in contacts
        for name in ("user_id", "wa_id")
    }
    found.pop(ONLY, None)
    senders = {_sender(mapping(message)) for message in _list(value.get("messages"))}
    # One profile for several senders says nothing of whose it is.
    return found | ({ONLY: contacts[0]} if len(contacts) == len(senders) == 1 else {})


def _profile_of(message: Mapping[str, Any], profiles: Mapping[str, Any]) -> Any:
    ids = (text_of(message.get("from")), text_of(message.get("from_user_id")), ONLY)
    return next((profiles[one] for one in ids if one in profiles), None)


def _sender(message: Mapping[str, Any]) -> str:
    return text_of(message.get("from")) or text_of(message.get("from_user_id"))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
