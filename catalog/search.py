"""Searching a version as a shop assistant would: by what people call things, however they type.

A version never changes, so answers are cached by tenant, version and query.
"""

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django_scopes import scope

from catalog.browse import CACHED_ANSWERS, Page, products
from catalog.candidates import MOST, Candidate, candidates
from catalog.models import CatalogSnapshot
from catalog.query import Query, read_query
from catalog.ranking import ranked, weighed
from catalog.terms import Term
from catalog.wordings import Wording, wording
from catalog.words import stems

__all__ = ["MOST", "Query", "Results", "read_query", "search"]


CACHED_ORDERS = 1024


@dataclass(frozen=True, slots=True)
class Results:
    """A page of what was found, best first, sold out last; its total goes no further than MOST.

    `whole` tells whether every word was matched; if not, these are the closest. `words` are the
    words that found them, misspelt ones as the catalog writes them; "" if nothing was found.
    """

    page: Page
    whole: bool
    words: str
    is_corrected: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    skus: tuple[str, ...]
    whole: bool
    words: str
    is_corrected: bool


def search(
    cliente_id: UUID, version: int, query: Query, *, offset: int = 0, limit: int = 9
) -> Results:
    """Find what the query asks for among the first hundred or two of the rows that hold its words.

    When all of the words find nothing, misspelt ones are corrected, other names of the same thing
    tried, and at last words left out. Prices and stock never make the words give way: where the
    words are there and nothing fits the limits, the page is empty and `whole` stays. A version
    that is not there holds nothing.
    """
    try:
        return _page(cliente_id, version, query, offset, limit)
    except CatalogSnapshot.DoesNotExist:
        return Results(Page((), 0, offset), whole=False, words="")


# What raises is not remembered: the version may be there the next time.
@lru_cache(CACHED_ANSWERS)
def _page(cliente_id: UUID, version: int, query: Query, offset: int, limit: int) -> Results:
    with scope(cliente=cliente_id):
        snapshot_id = _snapshot_id(cliente_id, version)
        found = _found(cliente_id, snapshot_id, query)
        shown = products(snapshot_id, found.skus[offset : offset + limit])
    page = Page(shown, len(found.skus), offset)
    return Results(page, found.whole, found.words, found.is_corrected)


@lru_cache(CACHED_ORDERS)
def _snapshot_id(_cliente_id: UUID, version: int) -> UUID:
    read = CatalogSnapshot.objects.exclude(estado__in=("recibido", "validando"))
    return read.values_list("id", flat=True).get(version=version)


@lru_cache(CACHED_ORDERS)
def _found(cliente_id: UUID, snapshot_id: UUID, query: Query) -> Found:
    said = wording(cliente_id, snapshot_id, query.words)
    return Found(
        tuple(row.sku for row in _best(snapshot_id, said, query)[:MOST]),
        said.whole and bool(said.terms),
        _as_written(said),
        any(term.is_corrected for term in said.terms),
    )


def _best(snapshot_id: UUID, said: Wording, query: Query) -> list[Candidate]:
    if not said.terms:
        return []
    rows = said.rows
    if query.is_limited:
        fitting = candidates(snapshot_id, said.terms, query)
        rows = tuple(weighed(row, said.terms) for row in fitting)
    return ranked(rows, named=said.named)


def _as_written(said: Wording) -> str:
    return " ".join(
        _written(term, said) if term.is_corrected else term.typed for term in said.terms
    )


def _written(term: Term, said: Wording) -> str:
    """Return the word a mended term stands for as a title has it, accents and all."""
    words = (word for row in said.rows for word in row.candidate.title.lower().split())
    return next((word for word in words if set(stems(word)) & set(term.forms)), term.forms[0])
