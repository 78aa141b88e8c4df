"""Prices as people and programs write them: `1.234,56`, `1,234.56`, `$ 900`, `15.00 ARS`."""

import re
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from catalog.files.currencies import ISO_4217
from catalog.files.trouble import CellError

PLAIN = re.compile(r"[0-9]{1,11}(?:\.[0-9]{1,2})?")
LARGEST = Decimal(10) ** 12
CENTS = Decimal("0.01")
# "$", "US$", "AR$", "€" and their like before or after; a code of letters is read as a currency.
MARKED = re.compile(
    r"(?:(?P<before>[A-Za-z]{3})(?![A-Za-z]))?\s*(?:[A-Za-z]{0,2}[$€£¥₲]|S/\.?)?\s*"
    r"(?P<amount>[+-]?[0-9][0-9.,' \u00a0\u202f]*|[+-]?[.,][0-9]+)\s*[$€]?\s*"
    r"(?P<after>[A-Za-z]{3})?"
)
GROUPS = re.compile(r"[' \u00a0\u202f]")
THOUSANDS = {
    ".": re.compile(r"[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+"),
    ",": re.compile(r"[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+"),
}


def amount_in(column: str, value: str) -> tuple[str, str]:
    """Return a price with a point and two decimals at most, and the currency written beside it.

    Where one separator alone is followed by groups of three figures ("1.234", "12,500"), it parts
    thousands: no price of ours has three decimals. Raises CellError.
    """
    found = MARKED.fullmatch(value)
    code = (found["before"] or found["after"] or "").upper() if found else ""
    number = _number(found["amount"]) if found else None
    if number is None or (code and code not in ISO_4217):
        raise CellError(column, value, _("El precio no es un número."))
    if not 0 <= number < LARGEST:
        raise CellError(column, value, _("El precio es negativo o demasiado grande."))
    return str(number.quantize(CENTS)), code


def _number(written: str) -> Decimal | None:
    bare = GROUPS.sub("", written)
    last_point, last_comma = bare.rfind("."), bare.rfind(",")
    if last_point >= 0 and last_comma >= 0:
        decimal, thousands = (".", ",") if last_point > last_comma else (",", ".")
        whole, _mark, cents = bare.rpartition(decimal)
        if not THOUSANDS[thousands].fullmatch(whole):
            return None
        return _decimal(whole.replace(thousands, ""), cents)
    mark = "." if last_point >= 0 else ","
    if THOUSANDS[mark].fullmatch(bare):
        return _decimal(bare.replace(mark, ""), "")
    whole, _mark, cents = bare.partition(mark)
    return _decimal(whole, cents)


def _decimal(whole: str, cents: str) -> Decimal | None:
    sign, figures = ("-", whole[1:]) if whole.startswith("-") else ("", whole.lstrip("+"))
    if not (figures + cents).isdecimal() or not (figures + cents).isascii() or len(figures) > 15:
        return None
    return Decimal(f"{sign}{figures or 0}.{cents[:6] or 0}")
