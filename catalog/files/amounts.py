"""Prices as people and programs write them: `1.234,56`, `1,234.56`, `$ 900`, `15.00 ARS`."""

import re
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from catalog.files.currencies import ISO_4217, SYMBOLS
from catalog.files.trouble import CellError

PLAIN = re.compile(r"[0-9]{1,11}(?:\.[0-9]{1,2})?")
LARGEST = Decimal(10) ** 12
CENTS = Decimal("0.01")
# No price is longer; a pattern is never run over a whole book.
LONGEST = 40
BLANKS = re.compile(r"[' \t\u00a0\u202f]")
MARKED = re.compile(
    r"(?P<before>[A-Z]{3}(?![A-Z$]))?(?P<sign>[A-Z]{0,3}\$[A-Z]?|[€£¥₲]|S/\.?)?"
    r"(?P<amount>[+-]?[0-9][0-9.,]*|[+-]?[.,][0-9]+)(?P<behind>[$€£])?(?P<after>[A-Z]{3})?"
)
THOUSANDS = {
    ".": re.compile(r"[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+"),
    ",": re.compile(r"[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+"),
}
# One point, three figures after it: thousands, unless the column has points before cents.
# A point that can only stand before cents, or before what rounding left of them.
BEFORE_CENTS = re.compile(
    r"(?<![0-9.,])(?:0?\.[0-9]+|[0-9]+\.[0-9]{1,2}|[0-9]{4,}\.[0-9]{3}|[0-9]+\.[0-9]{4,})(?![0-9.,])"
)
GROUPED_BY_POINT = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}\.[0-9]{3}(?![0-9.,])")


def amount_in(column: str, value: str) -> tuple[str, str]:
    """Return a price with a point and two decimals at most, and the currency written beside it.

    Where one separator alone is followed by groups of three figures ("1.234", "12,500"), it parts
    thousands: no price of ours has three decimals. Raises CellError.
    """
    bare = BLANKS.sub("", value).upper() if len(value) <= LONGEST else ""
    found = MARKED.fullmatch(bare)
    number = _number(found["amount"]) if found else None
    if found is None or number is None:
        raise CellError(column, value, _("El precio no es un número."))
    code = _currency(column, value, found)
    if not 0 <= number < LARGEST:
        raise CellError(column, value, _("El precio es negativo o demasiado grande."))
    return str(number.quantize(CENTS)), code


def _currency(column: str, value: str, found: re.Match[str]) -> str:
    """Return the one currency that letters and signs name; a bare `$` names none."""
    signs = [sign for sign in (found["sign"], found["behind"]) if sign]
    named = {code for code in (found["before"], found["after"]) if code}
    named |= {SYMBOLS.get(sign, sign) for sign in signs} - {""}
    if len(named) > 1 or not named <= ISO_4217:
        raise CellError(column, value, _("La moneda que acompaña al precio no se entiende."))
    return next(iter(named), "")


def _number(written: str) -> Decimal | None:
    last_point, last_comma = written.rfind("."), written.rfind(",")
    if last_point >= 0 and last_comma >= 0:
        decimal, thousands = (".", ",") if last_point > last_comma else (",", ".")
        whole, _mark, cents = written.rpartition(decimal)
        if not THOUSANDS[thousands].fullmatch(whole):
            return None
        return _decimal(whole.replace(thousands, ""), cents)
    mark = "." if last_point >= 0 else ","
    if THOUSANDS[mark].fullmatch(written):
        return _decimal(written.replace(mark, ""), "")
    whole, _mark, cents = written.partition(mark)
    return _decimal(whole, cents)


def _decimal(whole: str, cents: str) -> Decimal | None:
    sign, figures = ("-", whole[1:]) if whole.startswith("-") else ("", whole.lstrip("+"))
    if not (figures + cents).isdecimal() or not (figures + cents).isascii() or len(figures) > 15:
        return None
    return Decimal(f"{sign}{figures or 0}.{cents[:6] or 0}")
