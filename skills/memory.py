"""Reading what the conversation remembers: JSON that an older version may have written."""

from collections.abc import Mapping
from typing import Any

from whatsapp.inbound import mapping

Slots = dict[str, Any]


def remembered(slots: object, key: str) -> Slots:
    """Return the part of the slots under `key` as a new dict; empty if it is no object."""
    return dict(mapping(mapping(slots).get(key)))


def remembering(slots: object, key: str, part: Mapping[str, Any]) -> Slots:
    """Return all the slots with `part` under `key`."""
    return {**mapping(slots), key: dict(part)}


def text(part: Mapping[str, Any], key: str) -> str:
    value = part.get(key)
    return value if isinstance(value, str) else ""


def number(part: Mapping[str, Any], key: str) -> int | None:
    value = part.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
