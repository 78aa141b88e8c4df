"""The prices and the stock a search was held to, in the few letters a reply id has room for."""

import re
from dataclasses import replace
from decimal import Decimal

from catalog.query import Query

AMOUNT = r"\d{0,12}(?:\.\d{1,2})?"
TEXT = re.compile(rf"({AMOUNT})-({AMOUNT})(s?)", re.ASCII)


def limits_of(query: Query) -> str:
    """Return "1000-5000s": from 1000 to 5000, in stock."""
    stock = "s" if query.in_stock else ""
    return f"{_text(query.at_least)}-{_text(query.at_most)}{stock}"


def limited(words: str, limits: str) -> Query:
    """Return the query for those words, held to what `limits_of` wrote; to nothing if not it."""
    query = Query(words)
    found = TEXT.fullmatch(limits)
    if found is None:
        return query
    least, most, stock = found.groups()
    return replace(query, at_least=_amount(least), at_most=_amount(most), in_stock=bool(stock))


def _text(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount.quantize(Decimal('0.01')).normalize():f}"


def _amount(text: str) -> Decimal | None:
    return Decimal(text) if text.strip(".") else None
