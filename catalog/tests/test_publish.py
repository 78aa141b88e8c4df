from decimal import Decimal

import pytest
from django_scopes import scope

from catalog.files.trouble import UnreadableCatalog
from catalog.models import CatalogActive, CatalogItem, CatalogSnapshot, IngestLog
from catalog.tests.conftest import Publish
from tenants.models import Cliente
from tenants.registration import register_cliente

MATE = "MATE-1,Mate imperial,De calabaza,12500.5,ars,3,https://t.ar/m,https://t.ar/m.jpg,Mates,Sur"
YERBA = "YERB-1,Yerba suave,,4100,ARS,0,,,Yerbas,Sur"


def test_it_works(shop: Cliente, publish: Publish) -> None:
    snapshot = publish(MATE, YERBA)
    with scope(cliente=shop):
        item = CatalogItem.objects.get(sku="MATE-1")
        active = CatalogActive.objects.get()
    assert (snapshot.version, snapshot.rows_count, snapshot.estado) == (1, 2, "activo")
    assert (item.price, item.currency, item.stock) == (Decimal("12500.50"), "ARS", 3)
    assert (active.version, active.rows_count, active.stock_pct) == (1, 2, Decimal("50.00"))


def test_the_same_file_makes_no_new_version(shop: Cliente, publish: Publish) -> None:
    assert publish(MATE).pk == publish(MATE).pk
    with scope(cliente=shop):
        assert CatalogSnapshot.objects.count() == 1


def test_a_changed_file_is_the_next_version_and_the_one_sold(
    shop: Cliente, publish: Publish
) -> None:
    publish(MATE)
    second = publish(MATE, YERBA)
    with scope(cliente=shop):
        assert CatalogActive.objects.get().version == second.version == 2
        states = dict(CatalogSnapshot.objects.values_list("version", "estado"))
    assert states == {1: "listo", 2: "activo"}


def test_versions_are_counted_per_tenant(shop: Cliente, publish: Publish) -> None:
    other = register_cliente(slug="otra", name="Otra")
    publish(MATE)
    assert publish(MATE, cliente=other).version == 1


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (",Sin sku,,1,ARS,1,,,,", "sku"),
        ("MATE-1,Repetido,,1,ARS,1,,,,", "sku"),
        ("A,,,1,ARS,1,,,,", "title"),
        ("A,Uno,,caro,ARS,1,,,,", "price"),
        ("A,Uno,,-1,ARS,1,,,,", "price"),
        ("A,Uno,,NaN,ARS,1,,,,", "price"),
        ("A,Uno,,1,PESOS,1,,,,", "currency"),
        ("A,Uno,,1,ARS,-1,,,,", "stock"),
        ("A,Uno,,1,ARS,1.5,,,,", "stock"),
        ("A,Uno,,1,ARS,1,javascript:alert(1),,,", "url"),
        ("A,Uno,,1,ARS,1,,ftp://t.ar/a.jpg,,", "image_url"),
    ],
)
def test_a_bad_row_is_left_out_with_its_line_column_and_reason(
    shop: Cliente, publish: Publish, row: str, column: str
) -> None:
    snapshot = publish(MATE, row, YERBA)
    with scope(cliente=shop):
        errors = IngestLog.objects.get(snapshot=snapshot).errors_json
    assert snapshot.rows_count == 2
    assert [(error["line"], error["column"]) for error in errors] == [(3, column)]
    assert errors[0]["reason"]


def test_a_file_without_one_good_row_leaves_the_old_version_in_force(
    shop: Cliente, publish: Publish
) -> None:
    publish(MATE)
    failed = publish("A,Uno,,caro,ARS,1,,,,")
    with scope(cliente=shop):
        assert CatalogActive.objects.get().version == 1
    assert failed.estado == "fallido"


def test_a_file_without_its_columns_is_refused_whole(shop: Cliente, publish: Publish) -> None:
    with pytest.raises(UnreadableCatalog, match="price"):
        publish("A,Uno", header="sku,title")
    with scope(cliente=shop):
        assert not CatalogSnapshot.objects.exists()
