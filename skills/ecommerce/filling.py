"""Putting products into the cart of a chat and taking them out, never more than is left."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.browse import Product
from catalog.words import stems
from conversations.turn import Outcome, Turn
from skills.display import bold
from skills.ecommerce.basket import LINES_AT_MOST, MOST_OF_ONE, Basket, Wish, basket_in, with_basket
from skills.ecommerce.cart_screens import (
    added_screen,
    cart_screen,
    empty_screen,
    removal_list,
)
from skills.ecommerce.shelf import shelf_in, with_shelf
from skills.ecommerce.shop import Shop
from skills.ecommerce.showing import show_product
from skills.ecommerce.wares import title

LONGEST_TITLE = 120


def put_in(
    turn: Turn, shop: Shop, product: Product, units: int | None, *, intent: str, more: bool = False
) -> Outcome:
    """Let the cart hold so many of a product, or so many `more`.

    Without a number it holds what was said before the product was known, what it held already, or
    one.
    """
    basket = basket_in(turn.slots)
    left = shop.left([product.sku])[product.sku]
    if left <= 0:
        lead = _("Por ahora no queda 😕. Dejá escrito que lo querés: la tienda lo ve acá.")
        return show_product(turn, product, intent=intent, lead=lead)
    held = basket.of(product.sku)
    if basket.is_full and held is None:
        lead = _("Tu carrito ya tiene %d productos, que es lo más que lleva.") % LINES_AT_MOST
        return _shown(turn, shop, basket, intent, lead)
    had = held.quantity if held else 0
    wanted = had + (units or 1) if more else units or _said_before(basket, product) or had or 1
    filled = basket.put(_wish(product, min(wanted, left, MOST_OF_ONE)))
    lead = "\n".join(filter(None, [_told(product, filled), _only(wanted, left)]))
    filled = replace(filled, units=None, units_of=())
    slots = with_shelf(turn.slots, replace(shelf_in(turn.slots), sku=product.sku))
    return Outcome(intent, added_screen(filled, lead, shop), with_basket(slots, filled))


def take_out(
    turn: Turn, shop: Shop, named: str, units: int | None = None, *, intent: str
) -> Outcome:
    """Take a product out, or some units of it; ask which one if that is not clear."""
    basket = basket_in(turn.slots)
    wish = _meant(shop, basket, named)
    if not basket.wishes:
        return Outcome(intent, empty_screen(basket), turn.slots)
    if wish is None:
        return Outcome(intent, removal_list(shop, basket), turn.slots)
    rest = wish.quantity - units if units else 0
    left = basket.put(replace(wish, quantity=rest)) if rest > 0 else basket.without(wish.sku)
    if not left.wishes:
        return Outcome(intent, empty_screen(left), with_basket(turn.slots, left))
    lead = _("Listo, lo saqué. Así queda tu carrito:")
    return _shown(turn, shop, left, intent, lead)


def see_cart(turn: Turn, shop: Shop, *, intent: str) -> Outcome:
    basket = basket_in(turn.slots)
    if not basket.wishes:
        return Outcome(intent, empty_screen(basket), turn.slots)
    return _shown(turn, shop, basket, intent, "")


def empty(turn: Turn, shop: Shop, *, intent: str) -> Outcome:
    basket = replace(basket_in(turn.slots), wishes=())
    return Outcome(intent, empty_screen(basket), with_basket(turn.slots, basket))


def _shown(turn: Turn, shop: Shop, basket: Basket, intent: str, lead: str) -> Outcome:
    screen = cart_screen(shop, basket, lead=lead)
    return Outcome(intent, screen, with_basket(turn.slots, basket))


def _wish(product: Product, units: int) -> Wish:
    return Wish(product.sku, units, product.price, product.currency)


def _said_before(basket: Basket, product: Product) -> int | None:
    return basket.units if product.sku in basket.units_of else None


def _told(product: Product, basket: Basket) -> str:
    wish = basket.of(product.sku)
    name = bold(title(product, LONGEST_TITLE))
    return _("En tu carrito: %(units)d × %(name)s 🛒") % {
        "units": wish.quantity if wish else 0,
        "name": name,
    }


def _only(wanted: int, left: int) -> str:
    most = min(left, MOST_OF_ONE)
    if wanted <= most:
        return ""
    return ngettext("Queda solo %d.", "Quedan solo %d.", most) % most


def _meant(shop: Shop, basket: Basket, named: str) -> Wish | None:
    """Return the line that is meant: by its SKU, by its name, or because there is no other."""
    if named:
        return basket.of(named) or _named(shop, basket, named)
    return basket.wishes[0] if len(basket.wishes) == 1 else None


def _named(shop: Shop, basket: Basket, named: str) -> Wish | None:
    words = stems(named)
    found = [wish for wish in basket.wishes if _is_called(shop, wish, words)]
    return found[0] if len(found) == 1 and words else None


def _is_called(shop: Shop, wish: Wish, words: list[str]) -> bool:
    product = shop.product(wish.sku)
    called = stems(f"{product.title} {wish.sku}" if product else wish.sku)
    return set(words) <= set(called)
