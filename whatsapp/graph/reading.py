"""Reading a message back from its Graph shape."""

from collections.abc import Mapping
from typing import Any

from whatsapp.inbound import mapping, text_of

WORDS = {"text": "body", "image": "caption", "video": "caption", "document": "caption"}


def words_of(content: Mapping[str, Any]) -> str:
    """Return what a message says, without its choices; "" for one that says nothing."""
    kind = text_of(content.get("type"))
    part = mapping(content.get(kind))
    if kind == "interactive":
        return text_of(mapping(part.get("body")).get("text"))
    return text_of(part.get(WORDS.get(kind, "")))
