"""Each word asked for, in the forms that the version knows it by."""

import pytest

from catalog.stems import stem
from catalog.terms import mended, terms_in
from catalog.vocabulary import vocabulary_of
from catalog.words import stems

KNOWN = vocabulary_of(" ".join(stems("zapatilla remera gorro auricular rojo escolar moch")))


def forms(typed: str) -> list[tuple[str, ...]]:
    return [term.forms for term in mended(terms_in(typed), KNOWN)]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("zapatillas", [("zapatilla",)]),
        ("zapatilas", [("zapatilla",)]),
        ("playera", [(stem("remera"),)]),
        ("gorra", [("gorro",)]),
        ("auri", [("auricular",)]),
        ("cole", [("escolar",)]),
        ("helicóptero", []),
        ("helicóptero rojo", [("rojo",)]),
        ("morado", []),
        ("xl", [("xl",)]),
    ],
)
def test_it_works(typed: str, wanted: list[tuple[str, ...]]) -> None:
    assert forms(typed) == wanted


def test_only_a_misspelt_word_is_said_to_be_corrected() -> None:
    terms = mended(terms_in("zapatilas gorra"), KNOWN)
    assert [term.is_corrected for term in terms] == [True, False]


@pytest.mark.parametrize(
    ("typed", "begins"), [("moch-00", [False, True]), ("500g", [False, False]), ("42", [False])]
)
def test_the_number_of_a_code_may_go_on(typed: str, begins: list[bool]) -> None:
    assert [term.begins for term in mended(terms_in(typed), KNOWN)] == begins


def test_idle_words_are_left_out_unless_there_is_nothing_else() -> None:
    assert [term.typed for term in terms_in("unas zapatillas de talle 40")] == ["zapatillas", "40"]
    assert [term.typed for term in terms_in("de la")] == ["de", "la"]


def test_no_question_is_endless() -> None:
    assert len(terms_in("palabra " * 100)) == 6
