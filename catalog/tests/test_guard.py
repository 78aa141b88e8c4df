"""A version that changes too much is held until somebody lets it go."""

import pytest
from django_scopes import scope

from catalog.models import CatalogRules, IngestLog
from catalog.snapshots import Held, activate
from catalog.tests.conftest import Publish, active_version, fresh, some
from tenants.audit import SYSTEM
from tenants.models import Cliente


def codes(snapshot) -> list[str]:
    return [reason["code"] for reason in fresh(snapshot).held_json]


def test_it_works(shop: Cliente, publish: Publish):
    publish(*some(10))
    held = publish(*some(5), release=False)
    assert (fresh(held).estado, codes(held)) == ("retenido", ["faltan_productos"])
    assert "50" in fresh(held).held_json[0]["message"]
    assert active_version(shop) == 1
    with pytest.raises(Held, match="Faltan 50"):
        activate(shop, held.version, actor=SYSTEM)
    assert activate(shop, held.version, actor=SYSTEM, release=True).version == held.version
    assert (fresh(held).estado, codes(held)) == ("activo", [])


def test_the_first_version_is_held_by_nothing(shop: Cliente, publish: Publish):
    assert publish(*some(1, stock=0), release=False).estado == "activo"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (some(7), []),
        (some(6), ["faltan_productos"]),
        (some(10, price=160), []),
        (some(10, price=161), ["precio_movido"]),
        ([*some(9), "SKU-9,Producto 9,,10,ARS,5,,,,"], ["precio_movido"]),
        ([*some(8, stock=0), *some(2, first=8)], []),
        ([*some(9, stock=0), *some(1, first=9)], ["sin_stock"]),
        (some(10, stock=0), ["sin_stock", "todo_sin_stock"]),
        ([*some(9), "SKU-9,Producto 9,,100,USD,5,,,,"], ["moneda_cambiada"]),
        (some(10, first=100), ["faltan_productos"]),
        ([*some(10), *some(90, first=10)], []),
    ],
)
def test_each_rule_holds_at_its_own_limit(
    shop: Cliente, publish: Publish, rows: list[str], expected: list[str]
):
    publish(*some(10))
    snapshot = publish(*rows, release=False)
    assert codes(snapshot) == expected
    assert fresh(snapshot).estado == ("retenido" if expected else "activo")


def test_a_business_has_rules_of_its_own(shop: Cliente, publish: Publish):
    publish(*some(10))
    with scope(cliente=shop):
        CatalogRules.objects.create(
            cliente=shop, most_removed_pct=None, most_price_move_pct=None, most_emptied_pct=None
        )
    assert publish(*some(1, price=9000, stock=0), release=False).estado == "activo"


def test_what_is_different_is_counted(shop: Cliente, publish: Publish):
    publish(
        "A,Uno,,100,ARS,5,,,Mates,",
        "B,Dos,,200,ARS,0,,,Mates,",
        "C,Tres,,0,ARS,1,,,Mates,",
        "D,Cuatro,,50,ARS,1,,,Mates,",
        "F,Seis,,5,ARS,0,,,Mates,",
    )
    new = publish(
        "A,Uno,,150,ARS,0,,,Mates,",
        "B,Dos bis,,200,ARS,3,,,Mates,",
        "C,Tres,,10,ARS,1,,,Mates,",
        "E,Cinco,,10,ARS,1,,,Mates,",
        "F,Seis,,5,ARS,0,,,Mates,",
    )
    with scope(cliente=shop):
        found = IngestLog.objects.get(snapshot=new).divergences_json
    assert found == {
        "contra": 1,
        "antes": 5,
        "ahora": 5,
        "agregados": 1,
        "quitados": 1,
        "cambiados": 1,
        "precios_cambiados": 2,
        "mayor_cambio_de_precio_pct": 50.0,
        "monedas_cambiadas": 0,
        "stock_cambiado": 2,
        "sin_stock_ahora": 1,
        "con_stock_ahora": 1,
        "quitados_pct": 20.0,
        "sin_stock_pct": 33.33,
    }


def test_the_same_file_again_is_the_same_held_version(shop: Cliente, publish: Publish):
    publish(*some(10))
    first, second = (publish(*some(5), release=False) for _ in range(2))
    assert first.pk == second.pk
