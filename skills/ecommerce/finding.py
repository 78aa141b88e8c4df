"""Answering those who name what they want: find it, price it, tell whether any is left."""

from django.utils.translation import gettext as _

from catalog.browse import Product
from conversations.turn import Outcome, Turn
from skills.display import plain
from skills.ecommerce.search import Found, search, the_one
from skills.ecommerce.seeing import show_categories, show_results
from skills.ecommerce.shelf import shelf_in, with_shelf
from skills.ecommerce.shop import Shop
from skills.ecommerce.wares import card
from skills.routes import Route

LONGEST_ECHO = 60


def find_products(turn: Turn, route: Route, shop: Shop) -> Outcome:
    if not route.slot:
        return _ask_what(turn, shop, route.intent)
    found = search(shop, route.slot)
    if product := the_one(shop, route.slot, found):
        return show_product(turn, product, intent=route.intent)
    return _show_found(turn, route, shop, found)


def tell_about(turn: Turn, route: Route, shop: Shop) -> Outcome:
    """Tell the price and all else of the product named, or of the one last shown."""
    product = product_meant(turn, route, shop)
    if product is not None:
        return show_product(turn, product, intent=route.intent)
    if route.args:
        body = _("Ese producto ya no está en el catálogo. ¿Vemos por categoría?")
        return show_categories(turn, shop, intent=route.intent, body=body)
    if not route.slot:
        return _ask_what(turn, shop, route.intent)
    return _show_found(turn, route, shop, search(shop, route.slot))


def tell_stock(turn: Turn, route: Route, shop: Shop) -> Outcome:
    product = product_meant(turn, route, shop)
    if product is None:
        return tell_about(turn, route, shop)
    lead = _("¡Sí, hay! 🙌") if product.stock > 0 else _("Por ahora no queda 😕.")
    return show_product(turn, product, intent=route.intent, lead=lead)


def product_meant(turn: Turn, route: Route, shop: Shop) -> Product | None:
    """Return the product a route is about: by id, by name, or the last one shown."""
    if route.args:
        return shop.product(route.args)
    if route.slot:
        return the_one(shop, route.slot, search(shop, route.slot))
    return shop.product(shelf_in(turn.slots).sku)


def show_product(turn: Turn, product: Product, *, intent: str, lead: str = "") -> Outcome:
    shelf = shelf_in(turn.slots).showing(product.sku)
    return Outcome(intent, (card(product, lead=lead),), with_shelf(turn.slots, shelf))


def _show_found(turn: Turn, route: Route, shop: Shop, found: Found | None) -> Outcome:
    asked = plain(route.slot, LONGEST_ECHO)
    if found is None:
        body = _("No encontré «%s» 🔎. Probá con otra palabra o mirá por categoría:") % asked
        return show_categories(turn, shop, intent=route.intent, body=body)
    heading = "" if found.whole else _("No encontré «%s» tal cual. Lo más parecido:") % asked
    return show_results(turn, shop, found.words, intent=route.intent, heading=heading)


def _ask_what(turn: Turn, shop: Shop, intent: str) -> Outcome:
    body = _(
        "¿Qué producto buscás? Escribime su nombre, por ejemplo «termo», o elegí por categoría:"
    )
    return show_categories(turn, shop, intent=intent, body=body)
