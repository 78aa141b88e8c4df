"""What a file says is what is stored, whatever characters it has, in both databases."""

import json

import pytest
from django.db import transaction
from django_scopes import scope

from catalog.files.rows import Product
from catalog.models import CatalogItem, CatalogSnapshot
from catalog.store import store
from tenants.models import Cliente

ODD = [
    "línea uno\nlínea dos",
    "tab\taquí",
    "barra \\ y \\n y \\t y \\N y \\.",
    "retorno\r\nde carro",
    "comillas \"dobles\" y 'simples'",
    "emoji 🧉👟 y ñandú",
    "\\N",
    "",
    "—",
    "{} [] % %s ; -- DROP TABLE",
]


def product(number: int, text: str) -> Product:
    return Product(
        sku=f"SKU-{number}",
        title=f"T {number}",
        description=text,
        price="1234.50",
        currency="ARS",
        stock="7",
        url="https://tienda.com.ar/p?a=1&b=%20",
        image_url="",
        category="Café & té",
        brand="",
        attributes_json=json.dumps({"talle": text}),
    )


@pytest.fixture
def snapshot(shop: Cliente) -> CatalogSnapshot:
    with scope(cliente=shop):
        return CatalogSnapshot.objects.create(cliente=shop, version=1, estado="listo")


def test_every_character_comes_back(shop: Cliente, snapshot: CatalogSnapshot):
    with scope(cliente=shop):
        store(snapshot, (product(number, text) for number, text in enumerate(ODD)))
        rows = list(CatalogItem.objects.order_by("id"))
    assert [row.description for row in rows] == ODD
    assert [row.attributes_json["talle"] for row in rows] == ODD
    assert {(str(row.price), row.stock, row.category) for row in rows} == {
        ("1234.50", 7, "Café & té")
    }
    assert len({row.pk for row in rows}) == len(ODD)
    assert all(row.cliente_id == shop.pk and row.words for row in rows)


def test_what_breaks_off_leaves_nothing(shop: Cliente, snapshot: CatalogSnapshot):
    def broken():
        yield product(1, "uno")
        raise RuntimeError("cortado")

    with scope(cliente=shop):
        with pytest.raises(RuntimeError, match="cortado"), transaction.atomic():
            store(snapshot, broken())
        assert not CatalogItem.objects.exists()


def test_no_rows_at_all_are_no_trouble(shop: Cliente, snapshot: CatalogSnapshot):
    with scope(cliente=shop):
        store(snapshot, iter(()))
        assert not CatalogItem.objects.exists()
