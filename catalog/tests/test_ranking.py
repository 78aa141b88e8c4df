"""The order in which what was found is shown."""

from catalog.candidates import Candidate
from catalog.ranking import most_named, ranked, weighed
from catalog.terms import terms_in
from catalog.words import search_words


def order(asked: str, *rows: tuple[str, int], category: str = "") -> list[str]:
    terms = terms_in(asked)
    given = [
        weighed(Candidate(title, search_words(title, category, "", ""), title, stock), terms)
        for title, stock in rows
    ]
    return [row.title for row in ranked(given, named=most_named(given))]


def test_it_works() -> None:
    shown = order("termo", ("Tapa de termo", 1), ("Termo de acero", 0), ("Termo verde", 5))
    assert shown == ["Termo verde", "Tapa de termo", "Termo de acero"]


def test_the_plainer_title_comes_first() -> None:
    shown = order("termo", ("Termo de acero con manija", 1), ("Termo grande", 1))
    assert shown == ["Termo grande", "Termo de acero con manija"]


def test_equals_come_by_title() -> None:
    assert order("mate", ("Mate rojo", 1), ("Mate azul", 1)) == ["Mate azul", "Mate rojo"]


def test_what_is_called_so_hides_what_is_only_filed_so() -> None:
    assert order("mate", ("Mate", 0), ("Bombilla", 9), category="Mates") == ["Mate"]


def test_what_is_filed_so_is_shown_where_nothing_is_called_so() -> None:
    assert order("mate", ("Bombilla", 9), category="Mates") == ["Bombilla"]


def test_nothing_is_ranked_as_nothing() -> None:
    assert order("mate") == []
