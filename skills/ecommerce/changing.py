"""What became of a product between the list it was seen in and now."""

from dataclasses import replace

from django.utils.translation import gettext as _

from catalog.browse import Product
from conversations.turn import Turn
from skills.ecommerce.money import money
from skills.ecommerce.shelf import CATEGORY, SEARCH, Shelf
from skills.ecommerce.shop import Shop, shop_of


def current(turn: Turn, product: Product) -> Product:
    """Return the product with what is left of it: its stock less what orders hold."""
    shop = shop_of(turn)
    if shop is None or product.stock <= 0:
        return product
    return replace(product, stock=shop.left([product.sku])[product.sku])


def changes(turn: Turn, seen: Shelf, now: Product) -> str:
    """Say what changed since the customer saw the product; "" if nothing did, or it was not seen.

    `seen` is the shelf as it was before this turn.
    """
    before = _as_seen(turn, seen, now.sku)
    if before is None:
        return ""
    return "\n".join(filter(None, [_new_price(before, now), _new_stock(before, now)]))


def _as_seen(turn: Turn, seen: Shelf, sku: str) -> Product | None:
    was_listed = seen.kind in (CATEGORY, SEARCH) or seen.sku == sku
    if seen.version in (None, turn.catalog_version) or not was_listed:
        return None
    return Shop(turn.cliente_id, seen.version or 0).product(sku)


def _new_price(before: Product, now: Product) -> str:
    if (before.price, before.currency) == (now.price, now.currency):
        return ""
    was, is_now = money(before.price, before.currency), money(now.price, now.currency)
    return _("Antes %(before)s, ahora %(now)s.") % {"before": was, "now": is_now}


def _new_stock(before: Product, now: Product) -> str:
    if before.stock > 0 >= now.stock:
        return _("Se agotó desde que lo viste.")
    return _("Volvió a haber.") if now.stock > 0 >= before.stock else ""
