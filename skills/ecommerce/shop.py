"""The catalog a conversation shops in."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from catalog import browse, stock
from catalog.browse import Category, Page, Product
from catalog.search import MOST, Query, Results, search
from conversations.turn import Turn

PAGE = 9
"""Rows of a page: a list holds ten, and one is "Ver más"."""
NO_CATEGORY = ""
LONGEST_SKU = 100
LONGEST_SEARCH = 150


@dataclass(frozen=True, slots=True)
class Shop:
    """One version of one tenant's catalog."""

    cliente_id: UUID
    version: int

    def categories(self) -> tuple[Category, ...]:
        """Return the categories by name; products without one come last, under a blank name."""
        named = browse.categories(self.cliente_id, self.version)
        rest = self.in_category(NO_CATEGORY).total
        return (*named, Category(NO_CATEGORY, rest, rest)) if rest else named

    def in_category(self, name: str, *, offset: int = 0) -> Page:
        if not name.isprintable():
            return Page((), 0, offset)
        return browse.in_category(self.cliente_id, self.version, name, offset=offset, limit=PAGE)

    def product(self, sku: str) -> Product | None:
        """Return the product with that SKU, however typed; None for what can be no SKU at all."""
        if not sku or len(sku) > LONGEST_SKU or not sku.isprintable():
            return None
        return browse.by_sku(self.cliente_id, self.version, sku)

    def search(self, query: Query, *, offset: int = 0) -> Results:
        """Return a page of what a query finds, best first."""
        short = replace(query, words=query.words[:LONGEST_SEARCH])
        return search(self.cliente_id, self.version, short, offset=offset, limit=PAGE)

    def matches(self, query: Query) -> Results:
        """Return all that a query finds, as far as a search goes."""
        return search(self.cliente_id, self.version, query, limit=MOST)

    def left(self, skus: Iterable[str]) -> dict[str, int]:
        """Return how many of each can still be sold: the stock less what orders hold of it."""
        return stock.left(self.cliente_id, self.version, skus)


def shop_of(turn: Turn) -> Shop | None:
    """Return the shop of the conversation; None while the tenant has no active catalog."""
    if turn.catalog_version is None:
        return None
    return Shop(turn.cliente_id, turn.catalog_version)
