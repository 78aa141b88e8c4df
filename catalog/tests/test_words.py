"""The same thing, written in any of the usual ways, is the same words."""

import pytest

from catalog.stems import other_gender, stem
from catalog.words import search_words, stems


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("mates", "mate"),
        ("luces", "luz"),
        ("panes", "pan"),
        ("flores", "flor"),
        ("cables", "cable"),
        ("dulces", "dulce"),
        ("nueces", "nuez"),
        ("relojes", "reloj"),
        ("tes", "te"),
        ("pantalones", "pantalon"),
        ("meses", "mes"),
        ("jeans", "jean"),
        ("verdes", "verde"),
        ("kilos", "kg"),
    ],
)
def test_a_plural_is_its_singular(plural: str, one: str) -> None:
    assert stem(plural) == stem(one)


@pytest.mark.parametrize(
    ("feminine", "masculine"),
    [("roja", "rojo"), ("negras", "negros"), ("molida", "molido"), ("inalambrica", "inalambricos")],
)
def test_an_adjective_has_no_gender(feminine: str, masculine: str) -> None:
    assert stem(feminine) == stem(masculine)


@pytest.mark.parametrize(
    ("one", "other"),
    [("bolsa", "bolso"), ("media", "medio"), ("barra", "barro"), ("te", "termo"), ("gas", "ga")],
)
def test_two_things_stay_two(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_a_noun_may_be_turned_when_nothing_else_is_found() -> None:
    assert other_gender("gorra") == "gorro"
    assert other_gender("pan") == other_gender("reloj") == ""


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("Café MOLIDO", "cafe molido"),
        ("500g", "500 grs"),
        ("10.000 mAh", "10000 mah"),
        ("ZAP-001", "zap001"),
        ("pack x3", "pack x 3"),
        ("té, ¡verde!", "te verdes"),
        ("1,5 l", "1.5 litros"),
    ],
)
def test_it_reads_the_same(typed: str, same: str) -> None:
    assert stems(typed) == stems(same) != []


def test_what_stands_beside_the_title_is_marked() -> None:
    words = search_words("Zapatillas rojas", "Calzado", "Andarela", "CALZ-001")
    assert words == "zapatilla rojo .calzado .andarela .calz .001"


@pytest.mark.parametrize("odd", ["", "👟", "  ", "\u200d", "ñ:1", "x" * 5000])
def test_no_text_leaves_an_empty_word(odd: str) -> None:
    words = search_words(odd, odd, odd, odd)
    assert words == " ".join(words.split())
    assert all(0 < len(word) <= 61 for word in words.split())
