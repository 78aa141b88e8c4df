"""Chats to talk in: one whose shop has no catalog, one with a small shop."""

import pytest

from skills.tests.chat import Chat, stock_up
from tenants.models import Cliente
from tenants.registration import register_cliente

SHOP_URL = "https://tienda.example/p/"
PICTURE_URL = "https://tienda.example/i/"


@pytest.fixture
def chat() -> Chat:
    return Chat()


@pytest.fixture
def cliente(db: None) -> Cliente:
    return register_cliente(slug="aurora", name="Almacén Aurora")


@pytest.fixture
def shop_chat(cliente: Cliente) -> Chat:
    """A chat with a shop of three categories; one product is sold out, one has no page."""
    return stock_up(
        cliente,
        [
            product("MOC-1", "Mochila negra urbana", 74900, "Mochilas", stock=3),
            product("MOC-2", "Mochila roja de trekking", 139900, "Mochilas", stock=0),
            product("MOC-3", "Neceser de viaje", 22900, "Mochilas", stock=1),
            product("YER-1", "Yerba orgánica 500 g", 5490, "Yerbas", stock=42),
            product("YER-2", "Yerba suave 500 g", 5190, "Yerbas", stock=9),
            product("TER-1", "Termo verde 1 litro", 78900, "Yerbas", stock=8) | {"url": ""},
            product("TE-1", "Té negro con bergamota", 8900, "Infusiones", stock=6),
        ],
    )


def product(sku: str, title: str, price: int, category: str, *, stock: int) -> dict[str, object]:
    return {
        "sku": sku,
        "title": title,
        "price": price,
        "category": category,
        "stock": stock,
        "brand": "Lomaroja",
        "description": f"{title}, de la mejor calidad.",
        "url": f"{SHOP_URL}{sku}",
        "image_url": f"{PICTURE_URL}{sku}.jpg",
    }
