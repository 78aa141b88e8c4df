"""The rows of a version that hold every word, as each database finds them quickest."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from catalog.holding import ANYWHERE, IN_TITLE, holding
from catalog.models import CatalogItem
from catalog.query import Query
from catalog.terms import Term

MOST = 200
"""Rows weighed for one search: more than anybody pages through in a chat."""


class Candidate(NamedTuple):
    id: UUID
    words: str
    title: str
    sku: str
    stock: int


def candidates(snapshot_id: UUID, terms: Sequence[Term], query: Query) -> list[Candidate]:
    """Return up to twice MOST rows that hold every term and keep the query's limits.

    Where more would do, those with all of it in their title and in stock are among them.
    """
    rows = _limited(CatalogItem.objects.filter(snapshot=snapshot_id), query)
    found = _read(holding(rows, snapshot_id, terms, ANYWHERE))
    if len(found) < MOST:
        return found
    named = _read(holding(rows.filter(stock__gt=0), snapshot_id, terms, IN_TITLE))
    return list({one.id: one for one in (*named, *found)}.values())


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
