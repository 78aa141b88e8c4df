"""The rows of a version that hold every word, as each database finds them quickest."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from catalog.holding import ANYWHERE, IN_TITLE, holding
from catalog.models import CatalogItem
from catalog.query import Query
from catalog.terms import Term

MOST = 100
"""Rows weighed for one search: more than anybody pages through in a chat."""


class Candidate(NamedTuple):
    sku: str
    words: str
    title: str
    stock: int


def candidates(snapshot_id: UUID, terms: Sequence[Term], query: Query) -> list[Candidate]:
    """Return up to twice MOST rows that hold every term and keep the query's limits.

    Rows that are called so, if there are any, else those filed, branded or numbered so. Where more
    would do than are weighed, those in stock are among them.
    """
    rows = _limited(CatalogItem.objects.filter(snapshot=snapshot_id), query)
    for where in (IN_TITLE, ANYWHERE):
        held = holding(rows, snapshot_id, terms, where)
        found = _read(held)
        if len(found) == MOST and any(one.stock <= 0 for one in found):
            found = _both(_read(held.filter(stock__gt=0)), found)
        if found:
            return found
    return []


def _both(first: list[Candidate], second: list[Candidate]) -> list[Candidate]:
    return list({one.sku: one for one in (*first, *second)}.values())


def _limited(rows: QuerySet[CatalogItem], query: Query) -> QuerySet[CatalogItem]:
    limits: dict[str, Any] = {
        "category": query.category or None,
        "price__gte": query.at_least,
        "price__lte": query.at_most,
        "stock__gt": 0 if query.in_stock else None,
    }
    return rows.filter(**{name: limit for name, limit in limits.items() if limit is not None})


def _read(rows: QuerySet[CatalogItem]) -> list[Candidate]:
    return [Candidate(*row) for row in rows.order_by().values_list(*Candidate._fields)[:MOST]]
