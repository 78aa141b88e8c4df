"""Narrowing items to those that hold every word: by PostgreSQL's text search, or by LIKE."""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, F, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat, Right

from catalog.models import CatalogItem
from catalog.terms import Term
from catalog.words import BESIDE_THE_TITLE

ANYWHERE = ("", BESIDE_THE_TITLE)
IN_TITLE = ("",)

Items = QuerySet[CatalogItem]


TAG_LETTERS = 8
"""Of a version's id, before each of its lexemes; two versions that share them are told apart by
their rows."""


class Lexemes(Func):
    """The very expression that catalog_item_words indexes: each word behind its version's tag."""

    arity = 2
    arg_joiner = ", ' ', ' ' || "
    template = (
        "array_to_tsvector(array_remove(string_to_array(replace(' ' || %(expressions)s), ' '), ''))"
    )
    output_field = TextField()


class Matches(Func):
    template = "%(expressions)s::tsquery"
    arg_joiner = " @@ "
    output_field = BooleanField()


def holding(rows: Items, snapshot_id: UUID, terms: Sequence[Term], where: Sequence[str]) -> Items:
    """Keep the rows of one version that hold each term in one of its forms, in those places."""
    if connection.vendor == "postgresql":
        tag = Right(Cast("snapshot", TextField()), TAG_LETTERS)
        lexemes = Lexemes(F("words"), tag)
        return rows.filter(Matches(lexemes, Value(_tsquery(snapshot_id, terms, where))))
    padded = rows.alias(padded=Concat(Value(" "), "words", Value(" "), output_field=TextField()))
    for term in terms:
        padded = padded.filter(_any_of(term, where))
    return padded


def _tsquery(snapshot_id: UUID, terms: Sequence[Term], where: Sequence[str]) -> str:
    # The forms hold nothing but letters and digits, so there is nothing to escape.
    tag = str(snapshot_id)[-TAG_LETTERS:]
    each = (" | ".join(_lexemes(tag, term, where)) for term in terms)
    return " & ".join(f"({forms})" for forms in each)


def _lexemes(tag: str, term: Term, where: Sequence[str]) -> Iterator[str]:
    for form in term.forms:
        for mark in where:
            yield f"'{tag}{mark}{form}'{':*' if term.begins else ''}"


def _any_of(term: Term, where: Sequence[str]) -> Q:
    end = "" if term.begins else " "
    return reduce(
        or_,
        (Q(padded__contains=f" {mark}{form}{end}") for form in term.forms for mark in where),
    )
