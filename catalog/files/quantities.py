"""How many there are, as files say it."""

import re

from django.utils.translation import gettext_lazy as _

from catalog.files.trouble import CellError
from catalog.words import plain_words

LARGEST = 2**31 - 1
# What stands for "there are some" where a file does not say how many.
SOME = 1_000
WHOLE = re.compile(r"\+?([0-9]{1,12})(?:[.,]0{1,2})?")
# Grouped as prices are: "1.000" is a thousand there too.
THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*")
LONGEST = 20
# Google's values for `availability`, and how people write them.
THERE_IS = {
    "in stock",
    "instock",
    "en stock",
    "disponible",
    "si",
    "yes",
    "true",
    "hay",
    "available",
}
THERE_IS_NONE = {
    "out of stock", "outofstock", "sin stock", "agotado", "no disponible", "no", "false",
    "preorder", "backorder", "preventa", "discontinued", "unavailable", "sold out",
}  # fmt: skip


def quantity_in(value: str) -> str:
    """Return a whole number of units; none is 0. Raises CellError."""
    if not value:
        return "0"
    bare = value.replace(" ", "") if len(value) <= LONGEST else ""
    if THOUSANDS.fullmatch(bare):
        bare = re.sub(r"[.,]", "", bare)
    if found := WHOLE.fullmatch(bare):
        figures = found[1]
        if len(figures) < 12 and int(figures) <= LARGEST and figures.isascii():
            return str(int(figures))
    plain = plain_words(value[:LONGEST])
    if plain in THERE_IS:
        return str(SOME)
    if plain in THERE_IS_NONE:
        return "0"
    negative = value.startswith("-")
    reason = _("El stock es negativo.") if negative else _("El stock no es un número entero.")
    raise CellError("stock", value, reason)


def stock_of(available: str, stock: str) -> str:
    """Read `availability` beside a quantity: what cannot be bought now counts as none."""
    plain = plain_words(available)
    if plain in THERE_IS_NONE:
        return "0"
    if plain and plain not in THERE_IS:
        raise CellError("availability", available, _("La disponibilidad no se entiende."))
    return quantity_in(stock) if stock else str(SOME if plain else 0)
