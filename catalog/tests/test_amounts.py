"""Prices and quantities as people and programs write them."""

import pytest

from catalog.files.amounts import amount_in
from catalog.files.quantities import SOME, quantity_in, stock_of
from catalog.files.trouble import CellError


@pytest.mark.parametrize(
    ("written", "price", "code"),
    [
        ("1.234,56", "1234.56", ""),
        ("1,234.56", "1234.56", ""),
        ("1.234.567,8", "1234567.80", ""),
        ("12.500", "12500.00", ""),
        ("12,500", "12500.00", ""),
        ("1.5", "1.50", ""),
        ("1,5", "1.50", ""),
        ("0.125", "0.12", ""),
        ("0,125", "0.12", ""),
        ("1500", "1500.00", ""),
        ("$ 1.500", "1500.00", ""),
        ("$1,500.00", "1500.00", ""),
        ("15.00 ARS", "15.00", "ARS"),
        ("ARS 15,5", "15.50", "ARS"),
        ("usd 3", "3.00", "USD"),
        ("US$ 3", "3.00", "USD"),
        ("€ 4,20", "4.20", "EUR"),
        ("R$ 10", "10.00", "BRL"),
        ("AR$ 1.500", "1500.00", "ARS"),
        ("1 234,56", "1234.56", ""),
        ("1\u00a0234,56", "1234.56", ""),
        ("1'234.56", "1234.56", ""),
        (".5", "0.50", ""),
        ("0", "0.00", ""),
        ("+7", "7.00", ""),
    ],
)
def test_a_price_is_read(written: str, price: str, code: str):
    assert amount_in("price", written) == (price, code)


@pytest.mark.parametrize(
    "written",
    ["", "gratis", "-1", "- 1", "NaN", "inf", "1e5", "1.2.3", "1,2,3.4", "12.34.56,7", "1..2",
     "1,,2", "$", "12 pesos", "1.234,56,7", "9" * 40, "1" * 14, "XXX 5", "١٢", "1_000", "0x10",
     "5 %"],
)  # fmt: skip
def test_what_is_no_price_is_refused(written: str):
    with pytest.raises(CellError) as refused:
        amount_in("price", written)
    assert refused.value.column == "price"


@pytest.mark.parametrize(
    ("written", "units"),
    [("", 0), ("3", 3), ("3.0", 3), ("3,00", 3), ("1 000", 1000), ("+2", 2), ("007", 7),
     ("2147483647", 2147483647), ("sí", SOME), ("En stock", SOME), ("Agotado", 0), ("no", 0)],
)  # fmt: skip
def test_a_quantity_is_read(written: str, units: int):
    assert quantity_in(written) == str(units)


@pytest.mark.parametrize("written", ["-1", "1.5", "muchos", "2147483648", "1" * 30, "٣", "NaN"])
def test_what_is_no_quantity_is_refused(written: str):
    with pytest.raises(CellError):
        quantity_in(written)


@pytest.mark.parametrize(
    ("available", "stock", "units"),
    [("in_stock", "", SOME), ("in stock", "4", 4), ("out_of_stock", "9", 0), ("preorder", "9", 0),
     ("backorder", "", 0), ("", "", 0), ("", "2", 2), ("Sin stock", "2", 0)],
)  # fmt: skip
def test_availability_goes_before_a_quantity(available: str, stock: str, units: int):
    assert stock_of(available, stock) == str(units)


def test_an_unknown_availability_is_told():
    with pytest.raises(CellError, match="disponibilidad"):
        stock_of("quién sabe", "3")
