"""An inbound event before it is a row: exactly what the database is given."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from liora.ops.ids import new_id
from whatsapp.inbound import mapping, text_of
from whatsapp.models import InboundEvent
from whatsapp.webhook.storable import storable

LONGEST_KEY = 400


@dataclass(frozen=True, slots=True)
class Draft:
    phone_number_id: str
    field: str
    kind: str
    subtype: str
    payload: Any
    key: str = ""
    address: str = ""
    message_id: str = ""
    sent_at: datetime | None = None

    @classmethod
    def whole(cls, document: Any) -> "Draft":
        """Keep a document that is JSON but no webhook we know."""
        return cls("", "", InboundEvent.Kind.OTHER, "unknown", {"document": document})

    def record(self) -> dict[str, Any]:
        """Return the row as JSON values, cut to the columns' lengths."""
        waits = self.kind != InboundEvent.Kind.OTHER or self.field in InboundEvent.NOTICES
        return {
            "id": new_id().hex,
            "phone_number_id": self.phone_number_id[:64],
            "field": self.field[:64],
            "kind": self.kind,
            "subtype": self.subtype[:64],
            "address": self.address[:140],
            "message_id": self.message_id[:256],
            "dedupe_key": self._dedupe_key(),
            "payload": self.payload,
            "sent_at": self.sent_at and self.sent_at.timestamp(),
            "estado": (InboundEvent.Estado.PENDIENTE if waits else InboundEvent.Estado.GUARDADO),
        }

    def _dedupe_key(self) -> str:
        if self.key and len(self.key) <= LONGEST_KEY:
            return self.key
        whole = self.key or _canonical(self.payload)
        return "h:" + hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in a post an item stood: its document, its entry and its change."""

    document: Mapping[str, Any]
    entry: Mapping[str, Any]
    change: Any

    @property
    def field(self) -> str:
        return text_of(mapping(self.change).get("field"))

    @property
    def value(self) -> Mapping[str, Any]:
        return mapping(mapping(self.change).get("value"))

    @property
    def phone_number_id(self) -> str:
        return text_of(mapping(self.value.get("metadata")).get("phone_number_id"))

    def draft(self, kind: str, subtype: str, part: Mapping[str, Any] | None, **facts: Any) -> Draft:
        """Draft an item; `part` is what the single-item webhook holds (None: the whole change)."""
        return Draft(self.phone_number_id, self.field, kind, subtype, self._single(part), **facts)

    def _single(self, part: Mapping[str, Any] | None) -> dict[str, Any]:
        """Return a webhook in Meta's shape that holds this item alone."""
        kept = ("messaging_product", "metadata")
        value = {name: self.value[name] for name in kept if name in self.value}
        change = self.change if part is None else {"field": self.field, "value": value | dict(part)}
        entry = {name: self.entry[name] for name in ("id", "time") if name in self.entry}
        return {"object": self.document.get("object"), "entry": [entry | {"changes": [change]}]}


def records_json(drafts: list[Draft]) -> str:
    """Write the rows as the one JSON parameter of the insert, without what a database refuses."""
    rows = [draft.record() for draft in drafts]
    try:
        written = json.dumps(rows, ensure_ascii=False, allow_nan=False)
        written.encode()
    except ValueError:
        return json.dumps(storable(rows), ensure_ascii=False)
    return json.dumps(storable(rows), ensure_ascii=False) if "\\u0000" in written else written


def _canonical(payload: Any) -> str:
    return json.dumps(payload, sort_keys=True)
