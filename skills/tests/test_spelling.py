"""Misspelt words that matter are understood; real words are left as they are."""

import pytest

from skills.spelling import meant, squeezed

REAL_WORDS = """
    olla pollo perro carro calle leche noche vaso vasos baso caso queso quesos vela velas flan plan
    plato gato pato dato cara corta torta mesa misa pesa pieza sal salsa sala vino pino venta renta
    menta moneda tienda prenda verde verdes personal regalo regalos caminadora campana ventana junta
    juntos perdido puesta pintos medido hija cuando cuantos horno horas limpio limpieza rutas
    botas bota tenis compra compras color olas hoja hojas caja cajas toalla manta banda mundo cielo
    pila pilas foco focos lata latas papel vidrio aceite jabon arroz fideos harina azucar miel dulce
"""


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("katalogo", "catalogo"),
        ("catalgo", "catalogo"),
        ("catlaogo", "catalogo"),
        ("catalogoo", "catalogo"),
        ("kiero", "QUERER"),
        ("qiero", "QUERER"),
        ("nesesito", "NECESITAR"),
        ("vusco", "BUSCAR"),
        ("aydua", "AYUDAR"),
        ("ayda", "AYUDAR"),
        ("resiclaje", "reciclaje"),
        ("prodcutos", "productos"),
        ("disponivle", "disponible"),
        ("keda", "QUEDAR"),
        ("aser", "hacer"),
    ],
)
def test_it_works(typed: str, word: str) -> None:
    assert meant(typed) == word


def test_a_real_word_is_not_taken_for_another() -> None:
    misread = {word: meant(word) for word in REAL_WORDS.split() if meant(word) != word}
    assert misread == {}


@pytest.mark.parametrize("word", ["sal", "pan", "té", "sol", "2020", "rx7"])
def test_short_words_and_numbers_are_never_guessed(word: str) -> None:
    assert meant(word) == word


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("holaaaa", "hola"),
        ("perrrrro", "perro"),
        ("siiii", "si"),
        ("xxl", "xxl"),
        ("calle", "calle"),
    ],
)
def test_stretching_is_taken_out(typed: str, word: str) -> None:
    assert squeezed(typed) == word
