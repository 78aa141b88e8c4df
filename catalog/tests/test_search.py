"""The search finds what people mean, shows first what can be bought, and says what it gave up."""

from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from catalog import candidates
from catalog.search import Query, Results, search
from catalog.tests.conftest import Publish
from tenants.models import Cliente
from tenants.registration import register_cliente

ROWS = (
    "ZAP-1,Zapatillas rojas talle 40,,50000,ARS,2,,,Calzado,Andar",
    "ZAP-2,Zapatillas azules,,40000,ARS,0,,,Calzado,Andar",
    "BOT-1,Botitas de gamuza,,60000,ARS,1,,,Calzado,Andar",
    "BOL-1,Bolso de cuero,,70000,ARS,1,,,Bolsos,Andar",
    "BOL-2,Bolsa de tela,,7000,ARS,1,,,Bolsos,Sur",
    "GOR-1,Gorro de lana,,8000,ARS,4,,,Abrigo,Sur",
    "CAF-1,Café molido,,9000,ARS,5,,,Café e infusiones,Cumbre",
    "CAM-1,Campana de cocina,,90000,ARS,5,,,Hogar,Sur",
    "BAT-1,Batería 10.000 mAh,,42900,ARS,5,,,Electrónica,Voltiré",
    "SIN-1,Caja sorpresa,,1000,ARS,5,,,,",
)


@pytest.fixture
def version(publish: Publish) -> int:
    return publish(*ROWS).version


def skus(results: Results) -> list[str]:
    return [product.sku for product in results.page.products]


def found(shop: Cliente, version: int, words: str, **limits: object) -> list[str]:
    return skus(search(shop.id, version, Query(words, **limits)))


def test_it_works(shop: Cliente, version: int) -> None:
    results = search(shop.id, version, Query("zapatillas"))
    assert skus(results) == ["ZAP-1", "ZAP-2"]
    assert (results.whole, results.words, results.is_corrected) == (True, "zapatillas", False)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("CAFE", ["CAF-1"]),
        ("café, molido!", ["CAF-1"]),
        ("rojas zapatillas", ["ZAP-1"]),
        ("zapatilla rojo", ["ZAP-1"]),
        ("zap 1", ["ZAP-1"]),
        ("zap1", ["ZAP-1"]),
        ("ZAP-0001", []),
        ("bol-", ["BOL-2", "BOL-1"]),
        ("bateria 10000mah", ["BAT-1"]),
        ("bolsa", ["BOL-2"]),
        ("gorra", ["GOR-1"]),
        ("pan", []),
        ("camp", ["CAM-1"]),
        ("andar", ["BOL-1", "BOT-1", "ZAP-1", "ZAP-2"]),
        ("", []),
        ("%", []),
        ("_", []),
        ("'", []),
        ("👟", []),
        ("de la", []),
        ("\x00", []),
        ("x" * 3000, []),
        ("a b c d e f g h i", []),
    ],
)
def test_it_reads_what_people_type(
    shop: Cliente, version: int, words: str, wanted: list[str]
) -> None:
    assert found(shop, version, words) == wanted


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("zapatilas azules", "zapatillas azules"),
        ("sapatillas", "zapatillas"),
        ("zaptaillas rojas", "zapatillas rojas"),
        ("kafe molido", "café molido"),
        ("gamusa", "gamuza"),
    ],
)
def test_a_misspelt_word_is_read_as_the_catalog_writes_it(
    shop: Cliente, version: int, typed: str, words: str
) -> None:
    results = search(shop.id, version, Query(typed))
    assert (results.words, results.whole, results.is_corrected) == (words, True, True)
    assert results.page.total


def test_a_number_is_never_corrected(shop: Cliente, version: int) -> None:
    assert not search(shop.id, version, Query("zapatillas 41")).whole


def test_a_word_left_out_is_said_so(shop: Cliente, version: int) -> None:
    results = search(shop.id, version, Query("zapatillas verdes"))
    assert (skus(results), results.whole) == (["ZAP-1", "ZAP-2"], False)
    assert results.words == "zapatillas"


def test_a_colour_alone_is_no_closest_match(shop: Cliente, version: int) -> None:
    assert found(shop, version, "helicóptero rojo") == []


def test_limits_hold_and_never_make_the_words_give_way(shop: Cliente, version: int) -> None:
    assert found(shop, version, "zapatillas", at_most=Decimal(45_000)) == ["ZAP-2"]
    assert found(shop, version, "zapatillas", at_least=Decimal(45_000)) == ["ZAP-1"]
    assert found(shop, version, "zapatillas", in_stock=True) == ["ZAP-1"]
    assert found(shop, version, "andar", category="Bolsos") == ["BOL-1"]
    nothing = search(shop.id, version, Query("zapatillas", at_most=Decimal(1)))
    assert (nothing.page.total, nothing.whole) == (0, True)


def test_what_is_filed_near_it_is_not_it(shop: Cliente, publish: Publish) -> None:
    version = publish(
        "T-1,Termo,,1,ARS,1,,,Yerbas y mates,", "Y-1,Yerba,,1,ARS,0,,,Yerbas y mates,"
    ).version
    assert found(shop, version, "yerba") == ["Y-1"]
    assert found(shop, version, "yerba", in_stock=True) == []


def test_pages_follow_each_other_and_end(shop: Cliente, version: int) -> None:
    first = search(shop.id, version, Query("andar"), limit=3)
    last = search(shop.id, version, Query("andar"), offset=3, limit=3)
    assert (first.page.total, first.page.next_offset, last.page.next_offset) == (4, 3, None)
    assert skus(last) == ["ZAP-2"]


def test_where_many_match_the_named_and_buyable_come_first(
    shop: Cliente, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "MOST", 3)
    filed = [f"A-{n},Termo {n},,1,ARS,1,,,Mates," for n in range(5)]
    gone = [f"B-{n},Mate {n},,1,ARS,0,,,Mates," for n in range(5)]
    version = publish(*filed, *gone, "C-1,Mate criollo,,1,ARS,1,,,Mates,").version
    assert found(shop, version, "mate")[0] == "C-1"


def test_another_tenants_version_holds_nothing_for_us(
    shop: Cliente, version: int, publish: Publish
) -> None:
    other = register_cliente(slug="otra", name="Otra")
    assert search(other.id, version, Query("zapatillas")).page.total == 0
    publish("OTR-1,Ojotas,,1,ARS,1,,,,", cliente=other)
    assert found(shop, version, "ojotas") == []
    assert skus(search(other.id, version, Query("ojotas"))) == ["OTR-1"]


def test_an_older_version_is_not_searched(shop: Cliente, version: int, publish: Publish) -> None:
    newer = publish(ROWS[6]).version
    assert found(shop, newer, "zapatillas") == []
    assert found(shop, newer, "cafe") == ["CAF-1"]


def test_a_second_look_asks_the_database_nothing(
    shop: Cliente, version: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    found(shop, version, "zapatilas")
    with django_assert_num_queries(0):
        found(shop, version, "zapatilas")


def test_misspelt_words_need_two_queries_too(
    shop: Cliente, version: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    found(shop, version, "cafe")
    with django_assert_num_queries(2):
        found(shop, version, "zapatilas rojas")


def test_words_as_typed_need_two_queries(
    shop: Cliente, version: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    found(shop, version, "cafe")
    with django_assert_num_queries(2):
        found(shop, version, "zapatillas rojas")
