"""What somebody looks for, read out of what they typed: words, price, whether it is there."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

MULTIPLES = {"mil": 1000, "k": 1000, "luca": 1000, "palo": 10**6, "millon": 10**6}
LARGEST = Decimal(10**12)
NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d{1,12}(?:[.,]\d{1,2})?"
UNIT = r"mil|k|lucas?|palos?|millon(?:es)?"
MEASURES = (
    r"litros?|lts?|l|ml|kilos?|kgs?|g|grs?|gramos|cm|mm|metros?|pulgadas|watts?|w|mah|gb|horas?"
    r"|unidades|anos"
)
# "hasta 20 litros" is a size, not a price.
AMOUNT = (
    rf"(?:los |las |unos |unas )?\$? ?(?P<NAME>{NUMBER})(?: ?(?P<NAME_unit>{UNIT}))?"
    rf"(?![\w.,]*\d)(?! ?(?:{MEASURES})\b)\b(?: (?:de )?(?:pesos|ars|mangos|soles))?"
)
LEAST, MOST = AMOUNT.replace("NAME", "least"), AMOUNT.replace("NAME", "most")
BETWEEN = re.compile(rf"\bentre {LEAST} (?:y|a) {MOST}")
AT_MOST = re.compile(
    r"\b(?:(?:por )?(?<!\bno )menos de|hasta|maximo(?: de)?|no mas de|(?:por )?debajo de"
    r"|(?:que )?no (?:pasen?|superen?|salgan?|cuesten?)(?: mas)?(?: de)?|a lo sumo|tope(?: de)?)"
    rf" {MOST}"
)
AT_LEAST = re.compile(
    r"\b(?:(?<!\bno )mas de|desde|minimo(?: de)?|no menos de|a partir de"
    rf"|(?:por )?(?:arriba|encima) de) {LEAST}"
)
IN_STOCK = re.compile(
    r"\b(?:(?:que )?(?:tengan?|haya|hay|con|en) stock|(?:que )?(?:este|esten|haya) disponibles?"
    r"|disponibles?|en existencia)\b"
)


@dataclass(frozen=True, slots=True)
class Query:
    """`words` are looked for as they are; `at_least` and `at_most` are in the catalog's own
    currency, both included; `category` is its exact name; `in_stock` leaves out what is sold out.
    """

    words: str
    category: str = ""
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    in_stock: bool = False

    @property
    def is_limited(self) -> bool:
        limits = (self.at_least, self.at_most)
        return any(limit is not None for limit in limits) or bool(self.category or self.in_stock)


def read_query(text: str) -> Query:
    """Read a typed line: "yerba, menos de 6 mil" is the words "yerba," and at most 6000.

    An amount that is no price ("hasta 20 litros"), zero, or beyond reason stays among the words.
    """
    line = _plain(text)
    least, most, spans = _prices(line)
    stock = IN_STOCK.search(line)
    if stock:
        spans.append(stock.span())
    return Query(_without(text, spans), at_least=least, at_most=most, in_stock=stock is not None)


Spans = list[tuple[int, int]]


def _prices(line: str) -> tuple[Decimal | None, Decimal | None, Spans]:
    if between := BETWEEN.search(line):
        unit = between["least_unit"] or between["most_unit"]
        least, most = _amount(between["least"], unit), _amount(between["most"], unit)
        most = _amount(between["most"], between["most_unit"]) or most
        if least and most:
            return min(least, most), max(least, most), [between.span()]
    least, least_at = _price(AT_LEAST, "least", line)
    most, most_at = _price(AT_MOST, "most", line)
    return least, most, [*least_at, *most_at]


def _price(pattern: re.Pattern[str], name: str, line: str) -> tuple[Decimal | None, Spans]:
    found = pattern.search(line)
    amount = _amount(found[name], found[f"{name}_unit"]) if found else None
    return (amount, [found.span()]) if found and amount else (None, [])


def _amount(digits: str, unit: str | None) -> Decimal | None:
    grouped = re.fullmatch(r"\d{1,3}(?:\.\d{3})+(,\d+)?", digits)
    plain = digits.replace(".", "") if grouped else digits
    amount = Decimal(plain.replace(",", ".")) * _multiple(unit)
    return amount if 0 < amount < LARGEST else None


def _multiple(unit: str | None) -> int:
    return MULTIPLES[re.sub(r"(?<=millon)es$|(?<=[ao])s$", "", unit)] if unit else 1


def _plain(text: str) -> str:
    """Return the text without case and accents, letter by letter, so that places stay."""
    return "".join(unicodedata.normalize("NFD", char)[0].lower()[:1] or char for char in text)


def _without(text: str, spans: Spans) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return " ".join(text.split()).strip(" ,;:.¿?¡!")
