"""Files that could be read two ways are read in the one that cannot give goods away."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.files.quantities import SOME
from catalog.files.reading import read_catalog
from catalog.files.rows import Product
from catalog.files.trouble import RowError


def rows(text: str | bytes) -> list[Product | RowError]:
    raw = text.encode() if isinstance(text, str) else text
    read = read_catalog(io.BytesIO(raw), currency="ARS").rows
    return [row if isinstance(row, RowError) else row[1] for row in read]


@pytest.mark.parametrize(
    ("number", "price"),
    [
        ("12.345", "12.34"),
        ("12.500", "12.50"),
        ("1234", "1234"),
        ("1.5e3", "1500"),
        ("9.999", "10.00"),
    ],
)
def test_a_number_of_json_has_a_decimal_point(number: str, price: str):
    [product] = rows(f'{{"sku": "A", "title": "B", "price": {number}}}')
    assert isinstance(product, Product)
    assert float(product.price) == float(price)


def test_a_text_of_json_is_read_as_a_person_writes_it():
    [product] = rows('{"sku": "A", "title": "B", "price": "12.500"}')
    assert isinstance(product, Product)
    assert product.price == "12500.00"


@pytest.mark.parametrize(
    "prices",
    [
        ("12.500", "0.99"),
        ("0.99", "12.500"),
        ("8.990", "0.990"),
        ("12.500", "1250.500"),
        ("1500.00 ARS", "1.500 ARS"),
        ("12.500", "12.5000"),
    ],
)
def test_a_column_whose_point_means_two_things_is_refused_from_there_on(prices: tuple[str, str]):
    first, second = rows("sku,title,price\n" + "".join(f"{p},T,{p}\n" for p in prices))
    assert isinstance(first, Product)
    assert isinstance(second, RowError)
    assert "miles o centavos" in second.reason


@pytest.mark.parametrize(
    "prices", [("1.234,56", "1.500,00", "12.500"), ("1500.50", "3.5", "0.99"), ("1.234.567", "900")]
)
def test_a_column_that_means_one_thing_is_read_to_its_end(prices: tuple[str, ...]):
    lines = "".join(f"S{n};T;{price}\n" for n, price in enumerate(prices))
    told = rows(f"sku;title;price\n{lines}")
    assert all(isinstance(one, Product) for one in told)


@pytest.mark.parametrize("price", ["US$ 100", "€ 15,00", "R$ 10", "100 USD"])
def test_a_sign_of_another_currency_is_no_peso(price: str):
    [told] = rows(f'sku,title,price,currency\nA,B,"{price}",ARS\n')
    assert isinstance(told, RowError)
    [product] = rows(f'sku,title,price\nA,B,"{price}"\n')
    assert isinstance(product, Product)
    assert product.currency != "ARS"


@pytest.mark.parametrize(
    ("offer", "paid"),
    [
        ("80", "80.00"),
        ("0", "100"),
        ("0.00", "100"),
        ("120", "100"),
        ("80 USD", "100"),
        ("80 ARS", "80.00"),
    ],
)
def test_an_offer_is_lower_and_in_the_same_money(offer: str, paid: str):
    [product] = rows(f"sku,title,price,sale_price\nA,B,100,{offer}\n")
    assert isinstance(product, Product)
    assert float(product.price) == float(paid)


@pytest.mark.parametrize(("starts", "ends", "paid"), [(-1, 1, 80), (1, 2, 100), (-2, -1, 100)])
def test_an_offer_has_its_days(starts: int, ends: int, paid: int):
    when = "/".join((timezone.now() + timedelta(days=day)).isoformat() for day in (starts, ends))
    text = f"id\ttitle\tprice\tsale_price\tsale_price_effective_date\nA\tB\t100\t80\t{when}\n"
    [product] = rows(text)
    assert isinstance(product, Product)
    assert float(product.price) == paid


def test_a_thousand_units_are_written_as_a_thousand_pesos_are():
    first, second = rows('sku,title,price,stock\nA,B,1,1.000\nC,D,1,"1,500"\n')
    assert isinstance(first, Product)
    assert isinstance(second, Product)
    assert (first.stock, second.stock) == ("1000", "1500")


def test_a_file_without_stock_is_of_a_shop_that_does_not_count_it():
    [product] = rows("sku,title,price\nA,B,1\n")
    assert isinstance(product, Product)
    assert product.stock == str(SOME)


def test_what_shopify_does_not_count_is_for_sale():
    header = (
        "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Tracker,"
        "Variant Inventory Qty,Variant Inventory Policy,Variant Price\n"
    )
    text = (
        f"{header}a,A,Title,Default Title,A,,0,deny,1\n"
        "b,B,Title,Default Title,B,shopify,0,continue,1\n"
        "c,C,Title,Default Title,C,shopify,0,deny,1\n"
    )
    stocks = [product.stock for product in rows(text) if isinstance(product, Product)]
    assert stocks == [str(SOME), str(SOME), "0"]


def test_one_stray_byte_spoils_its_own_row_alone():
    good = "".join(f"S{n},Cañón ñandú {n},1\n" for n in range(20)).encode()
    told = rows(b"sku,title,price\n" + good + b"X,Caf\xe9,1\n")
    assert [type(one) for one in told] == [Product] * 20 + [RowError]
    assert isinstance(told[0], Product)
    assert told[0].title == "Cañón ñandú 0"


def test_a_column_that_json_shows_late_is_told_and_not_dropped():
    lines = [f'{{"sku": "S{n}", "title": "T", "price": "1"}}\n' for n in range(1000)]
    late = '{"sku": "Z", "title": "T", "price": "1", "currency": "USD", "talle": "M"}\n'
    *_first, told = rows("".join([*lines, late]))
    assert isinstance(told, RowError)
    assert (told.line, told.column, told.value) == (1001, "currency", "USD")
