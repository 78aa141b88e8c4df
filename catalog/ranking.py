"""Which of the rows that hold the words are meant, and in which order they are shown."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from catalog.candidates import Candidate
from catalog.terms import Term
from catalog.words import BESIDE_THE_TITLE

NOWHERE = 99


class Weighed(NamedTuple):
    """Compared in this order. `otherwise` counts the words that stand there in another form than
    the first, `named` those that stand in the title."""

    sold_out: bool
    otherwise: int
    behind: int
    length: int
    title: str
    sku: str
    named: int
    candidate: Candidate


def weighed(candidate: Candidate, terms: Sequence[Term]) -> Weighed:
    named, _mark, filed = candidate.words.partition(f" {BESIDE_THE_TITLE}")
    titled, beside = named.split(), filed.replace(BESIDE_THE_TITLE, "").split()
    places = [_place(term, titled) for term in terms]
    return Weighed(
        candidate.stock <= 0,
        sum(term.forms[0] not in titled and term.forms[0] not in beside for term in terms),
        # The head of a Spanish noun phrase comes first: "aceite de oliva", then "jabón de aceite".
        places[0],
        len(titled),
        candidate.title,
        candidate.sku,
        sum(place != NOWHERE for place in places),
        candidate,
    )


def most_named(rows: Iterable[Weighed]) -> int:
    return max((row.named for row in rows), default=0)


def ranked(rows: Iterable[Weighed], *, named: int) -> list[Candidate]:
    """Return, in stock first, the rows with at least that many of the words in their title.

    The termo is filed under "Yerbas y mates", but nobody who asks for yerba wants it.
    """
    return [row.candidate for row in sorted(row for row in rows if row.named >= named)]


def _place(term: Term, titled: Sequence[str]) -> int:
    """Return the place of the first word that is the term's, NOWHERE if there is none."""
    held = (place for place, word in enumerate(titled) if _is(word, term))
    return next(held, NOWHERE)


def _is(word: str, term: Term) -> bool:
    return word.startswith(term.forms) if term.begins else word in term.forms
