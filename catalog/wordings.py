"""Finding the wording under which a version has what was asked, giving way little by little."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, islice
from uuid import UUID

from catalog.candidates import candidates
from catalog.query import Query
from catalog.ranking import Weighed, most_named, weighed
from catalog.terms import Term, mended, terms_in
from catalog.vocabulary import vocabulary

CACHED_WORDINGS = 256
TRIES = 12


@dataclass(frozen=True, slots=True)
class Wording:
    """`rows` hold all of `terms`, whatever they cost; `whole` tells that nothing asked for was
    left out. `named` is how many of the words their titles hold at best."""

    terms: tuple[Term, ...] = ()
    rows: tuple[Weighed, ...] = ()
    whole: bool = True

    @property
    def named(self) -> int:
        return most_named(self.rows)


@lru_cache(CACHED_WORDINGS)
def wording(cliente_id: UUID, snapshot_id: UUID, words: str) -> Wording:
    """Return the first wording that finds anything: as typed, mended, with words left out.

    Reads within the scope that the caller has opened.
    """
    asked = terms_in(words)
    if not asked:
        return Wording()
    known = vocabulary(cliente_id, snapshot_id)
    # A word that no row holds need not be asked for.
    if all(known.may_hold(term.forms[0]) for term in asked) and (rows := _rows(snapshot_id, asked)):
        return Wording(asked, rows)
    understood = mended(asked, known)
    for terms in islice(_giving_way(understood, len(asked)), TRIES):
        if rows := _rows(snapshot_id, terms):
            return Wording(terms, rows, whole=len(terms) == len(asked))
    return Wording(whole=False)


def _rows(snapshot_id: UUID, terms: Sequence[Term]) -> tuple[Weighed, ...]:
    found = candidates(snapshot_id, terms, Query(""))
    return tuple(weighed(row, terms) for row in found)


def _giving_way(terms: tuple[Term, ...], asked: int) -> Iterator[tuple[Term, ...]]:
    """Yield all the terms, then fewer and fewer, the last ones given up first."""
    for size in range(len(terms), 0, -1):
        for kept in combinations(terms, size):
            if any(term.can_stand_alone for term in kept) or size == asked:
                yield kept
