"""What somebody wants to spend is told from what they look for."""

from decimal import Decimal

import pytest

from catalog.query import Query, read_query


@pytest.mark.parametrize(
    ("typed", "most"),
    [
        ("menos de 20 mil", 20_000),
        ("hasta $5.000", 5_000),
        ("hasta $ 5.000", 5_000),
        ("máximo 1500,50", Decimal("1500.50")),
        ("que no pase de 30 lucas", 30_000),
        ("que no supere los 30 mil pesos", 30_000),
        ("no más de 800 pesos", 800),
        ("por menos de 1,5 palos", 1_500_000),
        ("HASTA 15K", 15_000),
        ("menos de 2 millones", 2_000_000),
        ("menos de 0", None),
        ("hasta mañana", None),
        ("20 mil", None),
        ("hasta 20 litros", None),
        ("de menos de 15 pulgadas", None),
        ("hasta 500g", None),
        ("no menos de 20 mil", None),
        ("hasta 9999999999999999", None),
    ],
)
def test_how_much_to_spend(typed: str, most: Decimal | int | None) -> None:
    assert read_query(f"busco un regalo {typed}").at_most == most


@pytest.mark.parametrize(
    ("typed", "least"),
    [
        ("más de 3000", 3_000),
        ("desde 10 mil", 10_000),
        ("a partir de $ 1.000", 1_000),
        ("no menos de 20 mil", 20_000),
        ("no más de 3000", None),
        ("algo más de yerba", None),
    ],
)
def test_how_much_at_least(typed: str, least: int | None) -> None:
    assert read_query(f"mates {typed}").at_least == least


@pytest.mark.parametrize(
    ("typed", "least", "most"),
    [
        ("entre 10 y 20 lucas", 10_000, 20_000),
        ("entre 20 mil y 10 mil", 10_000, 20_000),
        ("entre $500 y $ 1.200", 500, 1_200),
        ("entre 800 mil y 1 millón", 800_000, 1_000_000),
        ("desde 10 mil hasta 30 mil", 10_000, 30_000),
        ("entre hombre y mujer", None, None),
    ],
)
def test_a_range(typed: str, least: int | None, most: int | None) -> None:
    query = read_query(f"zapatillas {typed}")
    assert (query.at_least, query.at_most) == (least, most)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Zapatillas rojas talla 40 menos de 50 mil", "Zapatillas rojas talla 40"),
        ("yerba orgánica, hasta $6.000?", "yerba orgánica"),
        ("entre 10 y 20 lucas mates", "mates"),
        ("mochila de hasta 20 litros", "mochila de hasta 20 litros"),
        ("termo con stock", "termo"),
        ("vino menos de 5 mil", "vino"),
        ("İstanbul ﬁno menos de 5 mil", "İstanbul ﬁno"),
        ("", ""),
    ],
)
def test_the_words_are_what_is_left(typed: str, words: str) -> None:
    assert read_query(typed).words == words


def test_stock_is_asked_for() -> None:
    assert read_query("termos que tengan stock") == Query("termos", in_stock=True)
    assert not read_query("termos").is_limited
