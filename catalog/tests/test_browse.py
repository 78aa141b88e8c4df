import pytest
from django_scopes import scopes_disabled
from pytest_django import DjangoAssertNumQueries

from catalog.browse import active_versions, by_sku, categories, in_category
from catalog.tests.conftest import Publish
from catalog.words import plain_words
from tenants.models import Cliente
from tenants.registration import register_cliente

ROWS = (
    "ZAP-1,Zapatillas rojas talle 40,,50000,ARS,2,,,Calzado,Andar",
    "ZAP-2,Zapatillas azules,,40000,ARS,0,,,Calzado,Andar",
    "BOT-1,Botitas de gamuza,,60000,ARS,1,,,Calzado,Andar",
    "CAF-1,Café molido,,9000,ARS,5,,,Café e infusiones,Cumbre",
    "SIN-1,Caja sorpresa,,1000,ARS,5,,,,",
)


@pytest.fixture
def version(publish: Publish) -> int:
    return publish(*ROWS).version


def test_it_works(shop: Cliente, version: int) -> None:
    page = in_category(shop.id, version, "Café e infusiones")
    assert [product.title for product in page.products] == ["Café molido"]


def test_categories_come_by_name_with_what_can_be_bought(shop: Cliente, version: int) -> None:
    shown = [(one.name, one.count, one.in_stock) for one in categories(shop.id, version)]
    assert shown == [("Café e infusiones", 1, 1), ("Calzado", 3, 2)]


def test_what_is_out_of_stock_comes_last(shop: Cliente, version: int) -> None:
    page = in_category(shop.id, version, "Calzado")
    assert [product.sku for product in page.products] == ["BOT-1", "ZAP-1", "ZAP-2"]


def test_pages_follow_each_other_and_end(shop: Cliente, version: int) -> None:
    first = in_category(shop.id, version, "Calzado", limit=2)
    assert (first.total, first.next_offset) == (3, 2)
    last = in_category(shop.id, version, "Calzado", offset=2, limit=2)
    assert [product.sku for product in last.products] == ["ZAP-2"]
    assert last.next_offset is None


def test_a_sku_is_found_in_any_case(shop: Cliente, version: int) -> None:
    found = by_sku(shop.id, version, "caf-1")
    assert found
    assert found.title == "Café molido"
    assert by_sku(shop.id, version, "NADA") is None


def test_another_tenants_version_holds_nothing_for_us(shop: Cliente, version: int) -> None:
    other = register_cliente(slug="otra", name="Otra")
    assert categories(other.id, version) == ()
    assert in_category(other.id, version, "Calzado").total == 0
    assert by_sku(other.id, version, "ZAP-1") is None


def test_a_second_look_asks_the_database_nothing(
    shop: Cliente, version: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    in_category(shop.id, version, "Calzado")
    with django_assert_num_queries(0):
        in_category(shop.id, version, "Calzado")


def test_a_new_version_is_read_at_once(shop: Cliente, version: int, publish: Publish) -> None:
    in_category(shop.id, version, "Calzado")
    newer = publish(ROWS[3]).version
    with scopes_disabled():
        assert active_versions([shop.id]) == {shop.id: newer}
    assert in_category(shop.id, newer, "Calzado").total == 0
    assert in_category(shop.id, version, "Calzado").total == 3


@pytest.mark.parametrize(
    ("text", "words"),
    [("Ñandú  ÚTIL", "nandu util"), ("Té-verde/30", "te verde 30"), ("…", ""), ("ﬁn", "fin")],
)
def test_words_are_plain(text: str, words: str) -> None:
    assert plain_words(text) == words


def test_two_skus_that_differ_in_case_are_two_products(shop: Cliente, publish: Publish) -> None:
    version = publish("a1,Lápiz,,10,ARS,5,,,,", "A1,Cuaderno,,1000,ARS,5,,,,").version
    found = [by_sku(shop.id, version, sku) for sku in ("a1", "A1")]
    assert [one and one.title for one in found] == ["Lápiz", "Cuaderno"]
