"""ISO 4217, from the iso-codes project."""

import pycountry

ISO_4217 = frozenset(currency.alpha_3 for currency in pycountry.currencies)
