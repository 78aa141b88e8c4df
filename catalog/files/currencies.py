"""ISO 4217, from the iso-codes project."""

import pycountry

# The codes for "no currency" and for testing.
NOT_MONEY = {"XXX", "XTS"}
ISO_4217 = frozenset(currency.alpha_3 for currency in pycountry.currencies) - NOT_MONEY
