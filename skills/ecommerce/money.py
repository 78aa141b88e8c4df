"""Writing amounts as people of each country read them."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

# An amount beyond any real price would only fill the screen.
LARGEST = Decimal(10) ** 15


@dataclass(frozen=True, slots=True)
class Currency:
    symbol: str
    places: int = 2
    thousands: str = "."
    point: str = ","


CURRENCIES = {
    "ARS": Currency("$"),
    "UYU": Currency("$"),
    "COP": Currency("$", places=0),
    "CLP": Currency("$", places=0),
    "MXN": Currency("$", thousands=",", point="."),
    "PYG": Currency("₲", places=0),
    "BOB": Currency("Bs"),
    "VES": Currency("Bs."),
    "PEN": Currency("S/", thousands=",", point="."),
    "BRL": Currency("R$"),
    "CRC": Currency("₡"),
    "GTQ": Currency("Q", thousands=",", point="."),
    "DOP": Currency("RD$", thousands=",", point="."),
    "HNL": Currency("L", thousands=",", point="."),
    "NIO": Currency("C$", thousands=",", point="."),
    "USD": Currency("US$"),
    "EUR": Currency("€"),
}
# Many countries write "$": where it stands alone, the code says whose.
SHARED_SYMBOL = "$"


def money(amount: Decimal, currency: str) -> str:
    """Return the amount with its symbol: "$ 12.500,00", "US$ 9,90"."""
    if not amount.is_finite() or abs(amount) >= LARGEST:
        return _("precio a consultar")
    code = currency.strip().upper()
    style = CURRENCIES.get(code, Currency(code or SHARED_SYMBOL))
    whole = amount == amount.to_integral_value()
    written = f"{amount:,.{style.places if whole else 2}f}"
    written = written.translate({ord(","): style.thousands, ord("."): style.point})
    return f"{style.symbol} {written}"


def money_with_code(amount: Decimal, currency: str) -> str:
    """Return the amount with the currency's code too where the symbol alone is ambiguous."""
    code = currency.strip().upper()
    style = CURRENCIES.get(code)
    written = money(amount, currency)
    return f"{written} {code}" if style and style.symbol == SHARED_SYMBOL else written
