"""ISO 4217, from the iso-codes project, and the signs that stand for a currency."""

import pycountry

# The codes for "no currency" and for testing.
NOT_MONEY = {"XXX", "XTS"}
ISO_4217 = frozenset(currency.alpha_3 for currency in pycountry.currencies) - NOT_MONEY
# A bare "$" is the shop's own; yen and yuan share a sign, which says nothing.
SYMBOLS = {
    "$": "",
    "AR$": "ARS",
    "US$": "USD",
    "U$S": "USD",
    "U$D": "USD",
    "USD$": "USD",
    "R$": "BRL",
    "MX$": "MXN",
    "CLP$": "CLP",
    "COP$": "COP",
    "€": "EUR",
    "£": "GBP",
    "₲": "PYG",
    "S/": "PEN",
    "S/.": "PEN",
}
