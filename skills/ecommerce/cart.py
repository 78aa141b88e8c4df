"""Telling a cart line by line: what each comes to, what changed, what cannot be had."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skills.display import bold, plain
from skills.ecommerce.money import money, money_with_code
from skills.ecommerce.quotes import Quote
from skills.ecommerce.wares import title

LONGEST_NAME = 80


def cart_lines(quotes: Iterable[Quote]) -> str:
    """Return a line for each product that the catalog has."""
    return "\n".join(_line(quote) for quote in quotes if quote.product)


def missing(quotes: Iterable[Quote]) -> str:
    """Name what the catalog does not have; "" if it has everything."""
    gone = [quote.wish for quote in quotes if quote.product is None]
    if not gone:
        return ""
    names = ", ".join(plain(wish.sku, LONGEST_NAME) or _("sin código") for wish in gone)
    return _("No están en el catálogo actual y no se suman: %s.") % names


def total(quotes: Sequence[Quote]) -> str:
    """Return the total of what can be sold, one amount for each currency; "" if nothing can."""
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for quote in quotes:
        if quote.product and quote.quantity:
            totals[quote.product.currency] += quote.product.price * quote.quantity
    amounts = " + ".join(money_with_code(amount, code) for code, amount in totals.items())
    return bold(_("Total: %s") % amounts) if amounts else ""


def left_out(count: int) -> str:
    return ngettext("Y %d línea más.", "Y %d líneas más.", count) % count if count > 0 else ""


def _line(quote: Quote) -> str:
    assert quote.product is not None
    name = title(quote.product, LONGEST_NAME)
    units = quote.quantity or quote.wish.quantity
    return f"• {units} × {name}: {' · '.join(filter(None, _notes(quote)))}"


def _notes(quote: Quote) -> list[str]:
    assert quote.product is not None
    product = quote.product
    if quote.wish.quantity < 1:
        return [_("sin cantidad, no se suma")]
    if quote.quantity < 1:
        return [_("sin stock, no se suma")]
    amount = money(product.price * quote.quantity, product.currency)
    return [amount, _price_change(quote), _shortage(quote)]


def _price_change(quote: Quote) -> str:
    if not quote.new_price or quote.product is None or quote.wish.price is None:
        return ""
    seen, product = quote.wish, quote.product
    before = money(seen.price or Decimal(0), seen.currency or product.currency)
    now = money(product.price, product.currency)
    return _("antes %(before)s, ahora %(now)s c/u") % {"before": before, "now": now}


def _shortage(quote: Quote) -> str:
    if quote.quantity == quote.wish.quantity:
        return ""
    asked = _("pediste %d") % quote.wish.quantity
    rest = ngettext("queda solo %d", "quedan solo %d", quote.left) % quote.left
    return f"{rest} ({asked})" if quote.left < quote.wish.quantity else asked
