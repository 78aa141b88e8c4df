"""What the customer is looking at: the last list, where it goes on, the last product."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from skills.memory import Slots, number, remembered, remembering, text

KEY = "ecommerce"
CATEGORIES = "categorias"
CATEGORY = "categoria"
SEARCH = "busqueda"
LARGEST_OFFSET = 999_999


@dataclass(frozen=True, slots=True)
class Shelf:
    """`kind` is one of the three above or ""; `subject` the category's name or the words looked
    for; `next_offset` where "más" goes on, None at the end; `sku` the product last shown."""

    kind: str = ""
    subject: str = ""
    next_offset: int | None = None
    sku: str = ""
    limits: str = ""
    """The prices and the stock a search was held to."""
    version: int | None = None
    """The version of the catalog that it was shown from."""


def shelf_in(slots: Mapping[str, Any]) -> Shelf:
    part = remembered(slots, KEY)
    kind = text(part, "lista")
    offset = number(part, "sigue")
    return Shelf(
        kind=kind if kind in (CATEGORIES, CATEGORY, SEARCH) else "",
        subject=text(part, "tema"),
        next_offset=offset if offset is not None and 0 <= offset <= LARGEST_OFFSET else None,
        sku=text(part, "producto"),
        limits=text(part, "limites"),
        version=number(part, "version"),
    )


def with_shelf(slots: Mapping[str, Any], shelf: Shelf) -> Slots:
    part = {
        "lista": shelf.kind,
        "tema": shelf.subject,
        "sigue": shelf.next_offset,
        "producto": shelf.sku,
        "limites": shelf.limits,
        "version": shelf.version,
    }
    return remembering(slots, KEY, part)
