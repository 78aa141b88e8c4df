"""What people type is brought to one form before anybody looks at it."""

import pytest

from skills.courtesy import Courtesy
from skills.wording import read


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("CATÁLOGO!!", "catalogo"),
        ("holaaa, catálogooo", "catalogo"),
        ("q productos tienen", "que productos TENER"),
        ("katalogo xfa 🙏", "catalogo"),
        ("resiclar", "RECICLAR"),
        ("𝗰𝗮𝘁𝗮́𝗹𝗼𝗴𝗼", "catalogo"),
        ("cat\u200bálogo", "catalogo"),
        ("cata\u0301logo", "catalogo"),
        ("peso 72,5", "peso 72.5"),
        ("corrí 5km", "corri 5 km"),
        ("talle XXL", "talle xxl"),
        ("perrrro", "perro"),
        ("", ""),
        ("🎉🎉", ""),
        ("\x00\ud800", ""),
    ],
)
def test_it_works(typed: str, text: str) -> None:
    assert read(typed).text == text


@pytest.mark.parametrize("form", ["tenes", "tenés", "tienes", "tienen", "TENÉS", "tendrán"])
def test_voseo_and_tuteo_ask_the_same(form: str) -> None:
    assert read(f"{form} yerba").text == "TENER yerba"


def test_what_was_typed_stays_beside_the_canonical_words() -> None:
    line = read("¿Tenés té de jazmín?")
    assert line.said == ("tenés", "té", "de", "jazmín")
    assert line.phrase(1, 4) == "té de jazmín"


def test_it_knows_where_a_clause_begins() -> None:
    line = read("un regalo para mi mamá, menos de 20 mil")
    assert line.words[min(line.clauses)] == "menos"


def test_a_courtesy_between_clauses_does_not_hide_the_break() -> None:
    line = read("busco un mate, por favor, barato")
    assert line.words[max(line.clauses)] == "barato"


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("hola, quiero ver el catálogo, gracias", "QUERER VER el catalogo"),
        ("buenas tardes che, tenés yerba?", "TENER yerba"),
        ("disculpe, me podría decir si hay yerba", "si HABER yerba"),
        ("cómo va mi pedido", "como va mi pedido"),
        ("qué tal es el termo", "que tal es el termo"),
        ("zapatos de señora", "zapatos de senora"),
    ],
)
def test_courtesies_are_set_aside(typed: str, left: str) -> None:
    assert read(typed).text == left


@pytest.mark.parametrize(
    ("typed", "courtesy"),
    [
        ("hola!", Courtesy.GREETING),
        ("👋", Courtesy.GREETING),
        ("muchas gracias", Courtesy.THANKS),
        ("una consulta", Courtesy.OPENER),
        ("hasta luego", Courtesy.CLOSING),
        ("jajajaja", Courtesy.FILLER),
    ],
)
def test_it_says_which_courtesies_there_were(typed: str, courtesy: Courtesy) -> None:
    line = read(typed)
    assert line.words == ()
    assert courtesy in line.courtesies


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("/catalogo", "catalogo"),
        ("/Catálogo", "catalogo"),
        (" / VIDA ", "vida"),
        ("?", "?"),
        ("¿?", "?"),
        ("???", "?"),
        ("/catalogo de mates", ""),
        ("y/o", ""),
        ("hola?", ""),
    ],
)
def test_commands_are_recognised(typed: str, command: str) -> None:
    assert read(typed).command == command


def test_only_the_beginning_of_a_very_long_text_is_read() -> None:
    long = "quiero ver el catálogo de zapatillas " * 100
    assert read(long).words == read(long * 10).words
