from collections.abc import Callable

import pytest
from django_scopes import scopes_disabled

from catalog.models import CatalogActive, CatalogSnapshot
from catalog.publish import publish as publish_file
from catalog.publish import push_of
from tenants.models import Cliente
from tenants.registration import register_cliente

HEADER = "sku,title,description,price,currency,stock,url,image_url,category,brand"

Publish = Callable[..., CatalogSnapshot]


@pytest.fixture
def shop(db: None) -> Cliente:
    return register_cliente(slug="tienda", name="Tienda")


@pytest.fixture
def publish(shop: Cliente) -> Publish:
    """Publish rows written without the header, for the shop or another Cliente.

    Whatever is different from before is let pass unless the test says otherwise.
    """

    def publish(
        *rows: str, cliente: Cliente = shop, header: str = HEADER, **options: object
    ) -> CatalogSnapshot:
        at_once = options.pop("at_once", None)
        push = push_of(file_of(*rows, header=header), "prueba", **{"release": True} | options)
        return publish_file(cliente, push, at_once=at_once).snapshot

    return publish


def file_of(*rows: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *rows, ""]).encode()


def some(count: int, *, price: int = 100, stock: int = 5, first: int = 0) -> list[str]:
    """Return rows of so many products, SKU-0 and on."""
    return [
        f"SKU-{number},Producto {number},,{price},ARS,{stock},,,Varios,"
        for number in range(first, first + count)
    ]


def active_version(cliente: Cliente) -> int | None:
    with scopes_disabled():
        active = CatalogActive.objects.filter(cliente=cliente).first()
        return active.version if active else None


def fresh(snapshot: CatalogSnapshot) -> CatalogSnapshot:
    with scopes_disabled():
        return CatalogSnapshot.objects.get(pk=snapshot.pk)
