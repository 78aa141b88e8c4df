from collections.abc import Callable

import pytest

from catalog.models import CatalogSnapshot
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
    """Publish rows written without the header, for the shop or another Cliente."""

    def publish(*rows: str, cliente: Cliente = shop, header: str = HEADER) -> CatalogSnapshot:
        text = "\n".join([header, *rows])
        return publish_file(cliente, push_of(text.encode(), "prueba", release=True)).snapshot

    return publish
