"""A version's vocabulary, kept when it is stored, and the index that PostgreSQL searches by."""

import pytest
from django.db import connection
from django_scopes import scope, scopes_disabled

from catalog.holding import ANYWHERE, holding
from catalog.models import CatalogItem, CatalogVocabulary
from catalog.search_index import index_version
from catalog.sounds import sound
from catalog.terms import terms_in
from catalog.tests.conftest import Publish
from catalog.vocabulary import counted, vocabulary, vocabulary_of
from tenants.models import Cliente

ROWS = (
    "ZAP-1,Zapatillas rojas 40,,1,ARS,1,,,Calzado,Andar",
    "ZAP-2,Zapatillas azules,,1,ARS,1,,,Calzado,Andar",
)


def test_it_works(shop: Cliente, publish: Publish) -> None:
    snapshot = publish(*ROWS)
    for _again in range(2):
        index_version(snapshot)
    with scope(cliente=shop):
        kept = CatalogVocabulary.objects.get(snapshot=snapshot)
    assert kept.words == "andar calzado zap zapatilla azul rojo"


def test_a_version_that_was_not_indexed_is_counted(shop: Cliente, publish: Publish) -> None:
    snapshot = publish(*ROWS)
    assert "zapatilla" in vocabulary(shop.id, snapshot.pk).known


def test_what_was_kept_is_what_is_read(shop: Cliente, publish: Publish) -> None:
    snapshot = publish(*ROWS)
    with scope(cliente=shop):
        CatalogVocabulary.objects.filter(snapshot=snapshot).update(words="termo")
    assert vocabulary(shop.id, snapshot.pk).words == ("termo",)


@pytest.mark.parametrize("words", ["", "hhh", "hhh hh h", "kilo hhh"])
def test_odd_vocabularies_correct_nothing(words: str) -> None:
    assert vocabulary_of(words).corrections("zapatilla") == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sapatiya", ("zapatilla",)),
        ("yerva", ("yerba",)),
        ("remra", ("remera",)),
        ("zapatilwa", ("zapatilla",)),
        ("zapatila", ("zapatilla",)),
        ("morado", ()),
        ("pan", ()),
        ("1234", ()),
        ("helicoptero", ()),
    ],
)
def test_a_misspelt_word_is_told_from_one_that_is_not_sold(
    typed: str, meant: tuple[str, ...]
) -> None:
    known = vocabulary_of("zapatilla yerba remera pana dorado helicona")
    assert known.corrections(typed) == meant


def test_the_more_used_of_two_words_is_meant() -> None:
    assert vocabulary_of("taza tapa").corrections("tada") == ("taza",)
    assert vocabulary_of("tapa taza").corrections("tada") == ("tapa",)


def test_words_are_counted_with_and_without_mark_and_short_ones_left_out() -> None:
    assert counted(["uno .dos .zap .001 40 m", "dos"]) == "dos uno zap"


def test_a_word_that_no_row_holds_is_known_for_one() -> None:
    known = vocabulary_of("zapatilla")
    held = [known.may_hold(word) for word in ("zapatilla", "termo", "40", "xl")]
    assert held == [True, False, True, True]


def test_sounds_are_told_word_by_word() -> None:
    words = ["hielo", "kafe", "queso", "zapatilla", "yerva", "gente"]
    assert sound(" ".join(words)).split() == [sound(word) for word in words]


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite reads by LIKE")
def test_the_database_searches_by_its_index(shop: Cliente, publish: Publish) -> None:
    snapshot = publish(*ROWS)
    with scopes_disabled(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")
        rows = CatalogItem.objects.all()
        plan = holding(rows, snapshot.pk, terms_in("zapatillas"), ANYWHERE).explain()
    assert "catalog_item_words" in plan
