"""Reading a catalog version: the only door skills have to what is for sale.

A version never changes once it is ready, so every answer is cached by tenant and version and
never needs to be thrown away for being stale.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django_scopes import scope

from catalog.models import CatalogActive, CatalogItem

CACHED_ANSWERS = 4096


@dataclass(frozen=True, slots=True)
class Category:
    name: str
    count: int
    in_stock: int


@dataclass(frozen=True, slots=True)
class Product:
    sku: str
    title: str
    description: str
    price: Decimal
    currency: str
    stock: int
    url: str
    image_url: str
    category: str
    brand: str


@dataclass(frozen=True, slots=True)
class Page:
    products: tuple[Product, ...]
    total: int
    offset: int

    @property
    def next_offset(self) -> int | None:
        """Where the next page begins; None on the last one."""
        end = self.offset + len(self.products)
        return end if self.products and end < self.total else None


def active_versions(cliente_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Return the version each tenant sells from now; tenants without a catalog are left out."""
    rows = CatalogActive.objects.filter(cliente__in=set(cliente_ids))
    return dict(rows.values_list("cliente_id", "version"))


@lru_cache(CACHED_ANSWERS)
def categories(cliente_id: UUID, version: int) -> tuple[Category, ...]:
    """Return the categories of a version by name; products without one are left out."""
    with scope(cliente=cliente_id):
        rows = (
            _items(version)
            .exclude(category="")
            .values("category")
            .annotate(count=Count("id"), in_stock=Count("id", filter=Q(stock__gt=0)))
            .order_by("category")
        )
        return tuple(Category(row["category"], row["count"], row["in_stock"]) for row in rows)


@lru_cache(CACHED_ANSWERS)
def in_category(
    cliente_id: UUID, version: int, category: str, *, offset: int = 0, limit: int = 9
) -> Page:
    with scope(cliente=cliente_id):
        return _page(_items(version).filter(category=category), offset, limit)


@lru_cache(CACHED_ANSWERS)
def by_sku(cliente_id: UUID, version: int, sku: str) -> Product | None:
    """Return the product with this SKU as it is written, or else in capitals or small letters.

    Exactly those are asked for: the index of SKUs knows no other way to ignore case.
    """
    spellings = list(dict.fromkeys((sku, sku.upper(), sku.lower())))
    with scope(cliente=cliente_id):
        found = {item.sku: item for item in _items(version).filter(sku__in=spellings)}
    item = next((found[one] for one in spellings if one in found), None)
    return _product(item) if item else None


def products(snapshot_id: UUID, skus: Sequence[str]) -> tuple[Product, ...]:
    """Return those products of a version, in that order. The caller has opened the scope."""
    rows = CatalogItem.objects.filter(snapshot=snapshot_id, sku__in=skus) if skus else ()
    found = {item.sku: _product(item) for item in rows}
    return tuple(found[sku] for sku in skus)


def _items(version: int) -> QuerySet[CatalogItem]:
    return CatalogItem.objects.filter(snapshot__version=version)


def _page(items: QuerySet[CatalogItem], offset: int, limit: int) -> Page:
    # "Sin stock" goes last: nobody wants to be shown first what cannot be bought.
    ordered = items.alias(sold_out=Q(stock__lte=0)).order_by("sold_out", "title", "sku")
    shown = tuple(_product(item) for item in ordered[offset : offset + limit])
    return Page(shown, items.count(), offset)


def _product(item: CatalogItem) -> Product:
    return Product(**{name: getattr(item, name) for name in Product.__slots__})
