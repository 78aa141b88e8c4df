"""What somebody looks for is told from the words around it."""

import pytest

from skills.ecommerce.budget import budget_in
from skills.ecommerce.wanted import wanted
from skills.routes import Span
from skills.wording import read


@pytest.mark.parametrize(
    ("typed", "thing"),
    [
        ("zapatillas rojas", "zapatillas rojas"),
        ("unas zapatillas", "zapatillas"),
        ("una mochila para el cole", "mochila"),
        ("un regalo para mi mamá, menos de 20 mil", "regalo"),
        ("zapatillas para correr", "zapatillas para correr"),
        ("comida para perros", "comida para perros"),
        ("auriculares inalámbricos baratos", "auriculares inalámbricos"),
        ("2 cuadernos", "cuadernos"),
        ("dos termos", "termos"),
        ("yerba y cuánto sale", "yerba"),
        ("yerba y azúcar", "yerba y azúcar"),
        ("el celular que no sea caro", "celular"),
        ("algo de yerba por acá", "yerba"),
        ("collar", "collar"),
        ("leche en polvo", "leche en polvo"),
        ("mate de hasta 5000", "mate"),
    ],
)
def test_it_works(typed: str, thing: str) -> None:
    assert wanted_in(typed) == thing


@pytest.mark.parametrize(
    "typed", ["dormir", "llorar", "vivir mejor", "comer", "saberlo", "mucho", "nada", "2 2", "hora"]
)
def test_what_nobody_sells_is_not_wanted(typed: str) -> None:
    assert wanted_in(typed) is None


@pytest.mark.parametrize(
    ("typed", "most"),
    [
        ("menos de 20 mil", 20_000),
        ("hasta $5.000", 5_000),
        ("máximo 1500,50", 1_500),
        ("que no pase de 30 lucas", 30_000),
        ("no más de 800 pesos", 800),
        ("menos de 0", None),
        ("hasta mañana", None),
        ("20 mil", None),
    ],
)
def test_how_much_to_spend(typed: str, most: int | None) -> None:
    assert budget_in(read(f"busco un regalo {typed}")) == most


def wanted_in(typed: str) -> str | None:
    line = read(typed)
    return wanted(line, Span(0, len(line.words)))
