"""Answering those who name what they want: find it, price it, tell whether any is left."""

from django.utils.translation import gettext as _

from catalog.browse import Product
from catalog.search import Query, Results
from conversations.turn import Outcome, Turn
from skills.display import plain
from skills.ecommerce.search import asked_for, the_one
from skills.ecommerce.shelf import shelf_in
from skills.ecommerce.shop import Shop
from skills.ecommerce.showing import show_categories, show_chosen, show_product, show_results
from skills.routes import Route

LONGEST_ECHO = 60


def find_products(turn: Turn, route: Route, shop: Shop) -> Outcome:
    if not route.slot:
        return _ask_what(turn, shop, route.intent)
    query = asked_for(route.slot, turn.message.text)
    results = shop.search(query)
    if query.is_limited:
        return _within(turn, route, shop, results, query=query)
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
    return _show_found(turn, route, shop, shop.search(Query(route.slot)))


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
        return the_one(shop, route.slot, shop.search(Query(route.slot)))
    return shop.product(shelf_in(turn.slots).sku)


def _within(turn: Turn, route: Route, shop: Shop, results: Results, *, query: Query) -> Outcome:
    """List what keeps to the price and the stock; if nothing does, say so and list the rest."""
    if results.page.total == 1:
        return show_product(turn, results.page.products[0], intent=route.intent)
    if results.page.products:
        return show_results(turn, shop, query, intent=route.intent)
    anything = shop.search(Query(route.slot))
    if not anything.page.products:
        return _show_found(turn, route, shop, anything)
    by_price = query.at_least is not None or query.at_most is not None
    too_dear = _("No hay «%s» por ese precio. Esto es lo que tenemos:")
    heading = too_dear if by_price else _("No queda «%s» en stock. Esto es lo que tenemos:")
    return show_results(
        turn, shop, Query(route.slot), intent=route.intent, heading=heading % _echo(route)
    )


def _show_found(turn: Turn, route: Route, shop: Shop, results: Results) -> Outcome:
    if not results.page.products:
        body = _("No encontré «%s» 🔎. Probá con otra palabra o mirá por categoría:")
        return show_categories(turn, shop, intent=route.intent, body=body % _echo(route))
    close = _("No encontré «%s» tal cual. Lo más parecido:") % _echo(route)
    heading = "" if results.whole else close
    return show_results(turn, shop, Query(route.slot), intent=route.intent, heading=heading)


def _ask_what(turn: Turn, shop: Shop, intent: str) -> Outcome:
    body = _(
        "¿Qué producto buscás? Escribime su nombre, por ejemplo «termo», o elegí por categoría:"
    )
    return show_categories(turn, shop, intent=intent, body=body)


def _echo(route: Route) -> str:
    return plain(route.slot, LONGEST_ECHO)
