"""Reading what somebody wants of the cart, and how many of a thing."""

import re

from skills.ecommerce.basket import MOST_OF_ONE
from skills.ecommerce.rules.carting import NUMBER, PATTERNS, THAT
from skills.numbers import number_in
from skills.wording import Line

DOZEN = "docena"
# "quiero 2 kilos de yerba" does not ask for two of anything on the shelf.
MEASURES = (
    r"(?:litros?|lts?|kilos?|kg|kgs|gramos?|grs?|metros?|mts?|ml|cm|pesos|lucas|mil|cuotas|dias"
    r"|horas|minutos|vasos|anos|meses)"
)
NAMED = re.compile(
    rf"^(?:(?:QUERER|NECESITAR|COMPRAR|MOSTRAR|llevo|encargar|pedir|reservar|agreg\w*|anad\w+|me"
    rf"|unos|unas) )*({NUMBER}) (?!(?:de )?{MEASURES}\b)(?:de )?\w+s\b"
)
COUNTED = re.compile(rf"\b({NUMBER})\b")
BARE = re.compile(rf"(?:(?:QUERER|MOSTRAR|que|sean|son|pone\w*) )*({NUMBER})(?: unidad(?:es)?)?")
IT = re.compile(rf"^\w+l[oa]s?\b|\b(?:{NUMBER}|{THAT})\b")
# "¿cómo lo compro?" asks how; "lo compro" buys.
TAKEN = re.compile(
    r"\b(?:lo|la|los|las) (?:QUERER|NECESITAR|COMPRAR|llev\w+|pido|encargo|reservo)\b"
    r"|\bme (?:lo|la|los|las) \w+"
    r"|\b(?:comprar|pedir|llevar|encargar|reservar|apartar)(?:me)?l[oa]s?\b"
    r"|\bme (?:guard|reserv|apart|separ)as\b"
    rf"|^(?:QUERER |MOSTRAR |COMPRAR |NECESITAR |(?:me )?llevo |pedir |encargar |reservar )+"
    rf"(?:{NUMBER} ?|{THAT} ?|de )+$"
)
ASKS_HOW = re.compile(r"\b(?:como|donde|puedo|podria|se puede)\b")


def asked_of_cart(line: Line) -> str:
    """Return which of the keys of PATTERNS was said ("ver", "quitar"…); or ""."""
    return next(
        (name for name, each in PATTERNS.items() if any(one.search(line.text) for one in each)), ""
    )


def takes_it(line: Line) -> bool:
    """Tell whether the line takes what is in sight: "lo quiero", "quiero 3 de esos"."""
    taken = asked_of_cart(line) == "llevar" or bool(TAKEN.search(line.text))
    return taken and not ASKS_HOW.search(line.text)


def units_of_it(line: Line) -> int | None:
    """Return how many of what is in sight: "agregá 2", "quiero 3 de esos"; None if none is said."""
    found = COUNTED.search(line.text)
    return _units(found[1]) if found else None


def units_named(line: Line) -> int | None:
    """Return how many of what is named: "dos termos"; None if the number says something else."""
    found = NAMED.match(line.text)
    return _units(found[1]) if found else None


def bare_units(line: Line) -> int | None:
    """Return the number if the line says nothing else: "3", "quiero 3"."""
    found = BARE.fullmatch(line.text)
    return _units(found[1]) if found else None


def says_it(line: Line) -> bool:
    """Tell whether the line points at what is in sight: "quitalo", "quitá uno"."""
    return bool(IT.search(line.text))


def _units(word: str) -> int | None:
    units = 12 if word == DOZEN else number_in(word)
    return int(units) if units and 0 < units <= MOST_OF_ONE and units == int(units) else None
