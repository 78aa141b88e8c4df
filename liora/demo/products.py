"""The sample shop: what it sells and how each product looks, all kept beside this file."""

import csv
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from catalog.browse import Product

SHOP_NAME = "Almacén Aurora"
CATALOG = Path(__file__).with_name("catalogo.csv")
PICTURES = Path(__file__).with_name("imagenes")
# Written in the catalog where the address of this installation goes.
BASE = "{base}"


def demo_csv(base_url: str) -> str:
    """Return the catalog ready to publish, its links and pictures under `base_url`."""
    return CATALOG.read_text(encoding="utf-8").replace(BASE, base_url.rstrip("/"))


@lru_cache(maxsize=1)
def demo_products() -> tuple[Product, ...]:
    """Return every product in the catalog's order; links are paths of this site."""
    return tuple(_product(row) for row in csv.DictReader(demo_csv("").splitlines()))


def demo_product(sku: str) -> Product | None:
    """Return one product, or None when the shop has no such SKU."""
    return _by_sku().get(sku)


def picture_of(product: Product) -> Path:
    """Return the file with a product's picture: a square JPEG of 600 pixels a side."""
    return PICTURES / f"{product.sku}.jpg"


@lru_cache(maxsize=1)
def _by_sku() -> dict[str, Product]:
    return {product.sku: product for product in demo_products()}


def _product(row: dict[str, str]) -> Product:
    texts = ("sku", "title", "description", "currency", "url", "image_url", "category", "brand")
    return Product(
        **{name: row[name] for name in texts},
        price=Decimal(row["price"]),
        stock=int(row["stock"]),
    )
