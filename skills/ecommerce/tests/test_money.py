from decimal import Decimal

import pytest

from skills.ecommerce.money import money, money_with_code


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        ("12500", "ARS", "$ 12.500,00"),
        ("0", "ARS", "$ 0,00"),
        ("-1500.5", "ARS", "$ -1.500,50"),
        ("12990", "CLP", "$ 12.990"),
        ("12990.50", "CLP", "$ 12.990,50"),
        ("1299.9", "MXN", "$ 1,299.90"),
        ("9.9", "USD", "US$ 9,90"),
        ("1500", "PEN", "S/ 1,500.00"),
        ("10", "XYZ", "XYZ 10,00"),
        ("10", "", "$ 10,00"),
        ("10", "ars", "$ 10,00"),
        ("NaN", "ARS", "precio a consultar"),
        ("Infinity", "ARS", "precio a consultar"),
        ("1E+40", "ARS", "precio a consultar"),
    ],
)
def test_it_works(amount: str, currency: str, written: str) -> None:
    assert money(Decimal(amount), currency) == written


@pytest.mark.parametrize(
    ("currency", "written"),
    [("ARS", "$ 10,00 ARS"), ("MXN", "$ 10.00 MXN"), ("USD", "US$ 10,00"), ("XYZ", "XYZ 10,00")],
)
def test_the_code_tells_apart_those_who_write_the_same_sign(currency: str, written: str) -> None:
    assert money_with_code(Decimal(10), currency) == written
