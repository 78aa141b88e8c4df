"""What somebody looks for is told from the words around it."""

import pytest

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


def wanted_in(typed: str) -> str | None:
    line = read(typed)
    return wanted(line, Span(0, len(line.words)))
