import csv
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from catalog.browse import Product
from catalog.words import plain_words
from liora.demo.products import PICTURES, demo_csv, demo_product, demo_products, picture_of

HEADER = "sku,title,description,price,currency,stock,url,image_url,category,brand"
# Cloud API: the title of a list row holds at most 24 characters, and categories are shown as rows.
ROW_TITLE = 24
PICTURE_SIDE = 600
PICTURE_BYTES = 20_000
ALL_PICTURES_BYTES = 1_200_000


def rows(base_url: str = "https://aurora.example") -> list[dict[str, str]]:
    return list(csv.DictReader(demo_csv(base_url).splitlines()))


def jpeg_size(data: bytes) -> tuple[int, int]:
    """Return the width and height written in a JPEG's frame header (ITU T.81, B.2.2)."""
    at = 2
    while data[at + 1] not in (0xC0, 0xC1, 0xC2):
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return (
        int.from_bytes(data[at + 7 : at + 9], "big"),
        int.from_bytes(data[at + 5 : at + 7], "big"),
    )


def matches(words: str) -> list[str]:
    """Return the SKUs whose texts hold every word, as the word search of a catalog asks."""
    wanted = plain_words(words).split()
    texts = {p.sku: plain_words(f"{p.title} {p.description}") for p in demo_products()}
    return [sku for sku, text in texts.items() if all(word in text for word in wanted)]


def test_the_columns_are_the_ones_a_catalog_is_published_with():
    assert demo_csv("https://aurora.example").splitlines()[0] == HEADER


def test_the_shop_sells_sixty_four_products_each_with_its_own_sku_and_title():
    products = demo_products()
    assert len(products) == len({product.sku for product in products}) == 64
    assert len({product.title for product in products}) == 64


def test_eight_categories_hold_seven_to_nine_products_each():
    counts = Counter(product.category for product in demo_products())
    assert len(counts) == 8
    assert {7, 8, 9} >= set(counts.values())


def test_each_category_fits_in_a_row_of_a_whatsapp_list():
    assert [c for c in {p.category for p in demo_products()} if len(c) > ROW_TITLE] == []


def test_no_field_is_blank_nor_padded():
    blank = [(row["sku"], name) for row in rows() for name, text in row.items() if not text.strip()]
    padded = [row["sku"] for row in rows() if any(text != text.strip() for text in row.values())]
    assert (blank, padded) == ([], [])


def test_prices_are_pesos_with_two_decimals():
    prices = [row["price"] for row in rows()]
    assert [price for price in prices if not re.fullmatch(r"[1-9]\d*\.\d{2}", price)] == []
    assert {row["currency"] for row in rows()} == {"ARS"}


def test_some_products_are_out_of_stock_and_some_nearly():
    stocks = [product.stock for product in demo_products()]
    assert stocks.count(0) >= 3
    assert sum(1 <= stock <= 3 for stock in stocks) >= 3
    assert sum(stock > 3 for stock in stocks) > 40


@pytest.mark.parametrize("base_url", ["https://aurora.example", "https://aurora.example/"])
def test_links_and_pictures_are_under_the_address_given(base_url: str):
    row = rows(base_url)[0]
    assert row["url"] == f"https://aurora.example/tienda-demo/{row['sku']}"
    assert row["image_url"] == f"https://aurora.example/tienda-demo/imagenes/{row['sku']}.jpg"


def test_nothing_is_left_to_fill_in():
    assert "{" not in demo_csv("https://aurora.example")


def test_every_product_has_a_picture_and_no_picture_is_left_over():
    assert {path.stem for path in PICTURES.iterdir()} == {p.sku for p in demo_products()}


@pytest.mark.parametrize("product", demo_products(), ids=lambda product: product.sku)
def test_a_picture_is_a_small_square_jpeg(product: Product):
    data = picture_of(product).read_bytes()
    assert (data[:3], data[-2:]) == (b"\xff\xd8\xff", b"\xff\xd9")
    assert jpeg_size(data) == (PICTURE_SIDE, PICTURE_SIDE)
    assert len(data) <= PICTURE_BYTES


def test_no_two_products_share_a_picture():
    assert len({picture_of(product).read_bytes() for product in demo_products()}) == 64


def test_all_pictures_together_stay_small():
    assert sum(path.stat().st_size for path in Path(PICTURES).iterdir()) <= ALL_PICTURES_BYTES


def test_a_product_is_read_with_its_price_and_stock():
    shoes = demo_product("CALZ-001")
    assert shoes is not None
    assert (shoes.title, shoes.price, shoes.stock) == (
        "Zapatillas rojas talle 40",
        Decimal("84900.00"),
        8,
    )


def test_an_unknown_sku_is_no_product():
    assert demo_product("calz-001") is None


@pytest.mark.parametrize(
    ("words", "skus"),
    [
        ("zapatillas rojas", ["CALZ-001"]),
        ("zapatillas talla 40", ["CALZ-001"]),
        ("remera azul", ["INDU-001"]),
        ("mochila negra", ["MOCH-001"]),
        ("termo verde", ["MATE-007"]),
        ("aceite de oliva", ["ALMA-001", "ALMA-002"]),
        ("cafe molido", ["CAFE-001", "CAFE-002", "CAFE-004"]),
        ("auriculares inalambricos", ["ELEC-001", "ELEC-002"]),
        ("leche baja en grasas", []),
    ],
)
def test_what_people_ask_for_is_there(words: str, skus: list[str]):
    assert matches(words) == skus


@pytest.mark.parametrize("word", ["yerba", "mochila", "termo", "regalo"])
def test_what_people_ask_for_in_one_word_gives_a_choice(word: str):
    assert len(matches(word)) > 1


def test_there_are_gifts_for_less_than_twenty_thousand_pesos():
    gifts = [product for sku in matches("regalo") if (product := demo_product(sku))]
    assert [gift.sku for gift in gifts if gift.price < 20_000 and gift.stock]
