"""Narrowing items to those that hold every word: by PostgreSQL's text search, or by LIKE."""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, F, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from catalog.models import CatalogItem
from catalog.terms import Term
from catalog.words import BESIDE_THE_TITLE

ANYWHERE = ("", BESIDE_THE_TITLE)
IN_TITLE = ("",)

Items = QuerySet[CatalogItem]


class Lexemes(Func):
    """The very expression that catalog_item_words indexes: an item's words and its version."""

    template = "array_to_tsvector(array_remove(string_to_array(%(expressions)s, ' '), ''))"
    arg_joiner = " || ' ' || "
    output_field = TextField()


class Matches(Func):
    template = "%(expressions)s::tsquery"
    arg_joiner = " @@ "
    output_field = BooleanField()


def holding(rows: Items, snapshot_id: UUID, terms: Sequence[Term], where: Sequence[str]) -> Items:
    """Keep the rows of one version that hold each term in one of its forms, in those places."""
    if connection.vendor == "postgresql":
        lexemes = Lexemes(F("words"), Cast("snapshot", TextField()))
        return rows.filter(Matches(lexemes, Value(_tsquery(snapshot_id, terms, where))))
    padded = rows.alias(padded=Concat(Value(" "), "words", Value(" "), output_field=TextField()))
    for term in terms:
        padded = padded.filter(_any_of(term, where))
    return padded


def _tsquery(snapshot_id: UUID, terms: Sequence[Term], where: Sequence[str]) -> str:
    # The forms hold nothing but letters and digits, so there is nothing to escape.
    each = (" | ".join(_lexemes(term, where)) for term in terms)
    return " & ".join([f"'{snapshot_id}'", *(f"({forms})" for forms in each)])


def _lexemes(term: Term, where: Sequence[str]) -> Iterator[str]:
    for form in term.forms:
        for mark in where:
            yield f"'{mark}{form}'{':*' if term.begins else ''}"


def _any_of(term: Term, where: Sequence[str]) -> Q:
    end = "" if term.begins else " "
    return reduce(
        or_,
        (Q(padded__contains=f" {mark}{form}{end}") for form in term.forms for mark in where),
    )
