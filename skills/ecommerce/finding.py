"""Answering those who name what they want: find it, price it, tell whether any is left."""

from django.utils.translation import gettext as _

from catalog.browse import Product
from conversations.turn import Outcome, Turn
from skills.display import plain
from skills.ecommerce.budget import budget_in
from skills.ecommerce.search import Results, search, the_one
from skills.ecommerce.shelf import shelf_in
from skills.ecommerce.shop import Shop
from skills.ecommerce.showing import show_categories, show_chosen, show_product, show_results
from skills.routes import Route
from skills.wording import read

LONGEST_ECHO = 60


def find_products(turn: Turn, route: Route, shop: Shop) -> Outcome:
    if not route.slot:
        return _ask_what(turn, shop, route.intent)
    results = search(shop, route.slot)
    budget = budget_in(read(turn.message.text))
    if budget is not None and results.products:
        return _within(turn, route, shop, results, budget=budget)
    if product := the_one(shop, route.slot, results):
        return show_product(turn, product, intent=route.intent)
    return _show_found(turn, route, shop, results)


def tell_about(turn: Turn, route: Route, shop: Shop) -> Outcome:
    """Tell the price and all else of the product named, chosen, or last shown."""
    product = product_meant(turn, route, shop)
    if product is not None:
        show = show_chosen if route.args else show_product
        return show(turn, product, intent=route.intent)
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


def _within(turn: Turn, route: Route, shop: Shop, results: Results, *, budget: int) -> Outcome:
    """List what costs no more than the budget; if nothing does, say so and list the rest."""
    affordable = results.up_to(budget)
    if len(affordable.products) == 1:
        return show_product(turn, affordable.products[0], intent=route.intent)
    if affordable.products:
        return show_results(turn, shop, affordable, intent=route.intent, at_most=budget)
    heading = _("No hay «%s» por ese precio. Esto es lo que tenemos:") % _echo(route)
    return show_results(turn, shop, results, intent=route.intent, heading=heading)


def _show_found(turn: Turn, route: Route, shop: Shop, results: Results) -> Outcome:
    if not results.products:
        body = _("No encontré «%s» 🔎. Probá con otra palabra o mirá por categoría:")
        return show_categories(turn, shop, intent=route.intent, body=body % _echo(route))
    close = _("No encontré «%s» tal cual. Lo más parecido:") % _echo(route)
    heading = "" if results.whole else close
    return show_results(turn, shop, results, intent=route.intent, heading=heading)


def _ask_what(turn: Turn, shop: Shop, intent: str) -> Outcome:
    body = _(
        "¿Qué producto buscás? Escribime su nombre, por ejemplo «termo», o elegí por categoría:"
    )
    return show_categories(turn, shop, intent=intent, body=body)


def _echo(route: Route) -> str:
    return plain(route.slot, LONGEST_ECHO)
