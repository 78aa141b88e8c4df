"""Reading what a shopping question is about."""

from catalog.words import plain_words
from skills.ecommerce.wanted import wanted
from skills.routes import Span
from skills.wording import Line
from skills.wordset import word_set

WHAT = r"(?P<what>.+)"
SELL = r"(?:TENER|VENDER|HABER)"
EACH = r"(?:es[aeo]|est[aeo]|es[oa]s|est[oa]s|un[oa]|lo|la|los|las)"
SHORT = 3
QUESTION_WORDS = word_set("cuando donde quien como cual cuanto cuantos cuanta cuantas")
# Words that name a shop's goods in general: "los productos de la tienda" asks for the catalog.
GENERIC = word_set(
    """
    producto productos articulos articulo cosa cosas tienda precio precios catalogo local stock
    ustedes oferta ofertas venta todo empresa negocio categoria categorias compra compras mes
    dia semana temporada nuevo nuevos recomendado recomendados disponible disponibles
    """
)


def a_kind_of_thing(line: Line, span: Span) -> str | None:
    """Read what is asked for, unless it is merely what every shop has: "los productos"."""
    if line.words[span.start] in QUESTION_WORDS:
        return None
    slot = wanted(line, span)
    telling = [word for word in plain_words(slot or "").split() if len(word) > SHORT]
    return None if GENERIC.issuperset(telling) else slot


def named_or_not(line: Line, span: Span) -> str:
    """Read what is asked for, if anything is named."""
    return wanted(line, span) or ""


def anything(line: Line, span: Span) -> str | None:
    """Read what is asked about; nothing at all stands for the product last shown."""
    return "" if span.start == span.end else a_kind_of_thing(line, span)
