"""Answering those who want to see what there is: categories, a category, the next page."""

from django.utils.translation import gettext as _

from conversations.turn import Outcome, Turn
from skills.ecommerce.aisles import category_of
from skills.ecommerce.limits import limited
from skills.ecommerce.shelf import CATEGORIES, CATEGORY, shelf_in
from skills.ecommerce.shop import Shop
from skills.ecommerce.showing import GONE, show_categories, show_category, show_results
from skills.replies import offset_in
from skills.routes import Route

MORE = "catalogo.mas"


def see_categories(turn: Turn, route: Route, shop: Shop) -> Outcome:
    offset = offset_in(route.args)
    return show_categories(turn, shop, intent=MORE if offset else route.intent, offset=offset)


def see_category(turn: Turn, route: Route, shop: Shop) -> Outcome:
    start, _colon, digest = route.args.partition(":")
    offset = offset_in(start)
    name = category_of(shop, digest)
    if name is None:
        return show_categories(turn, shop, intent="catalogo.ver", body=str(GONE))
    return show_category(turn, shop, name, intent=MORE if offset else route.intent, offset=offset)


def see_more(turn: Turn, route: Route, shop: Shop) -> Outcome:
    """Go on where the last list ended, or where the "Ver más" row of a search says."""
    if route.args:
        return _more_of_the_row(turn, route, shop)
    shelf = shelf_in(turn.slots)
    if shelf.kind == "":
        return show_categories(turn, shop, intent=MORE)
    if shelf.next_offset is None:
        body = _("Eso es todo lo que había ahí. ¿Seguimos por otra categoría?")
        return show_categories(turn, shop, intent=MORE, body=body)
    if shelf.kind == CATEGORIES:
        return show_categories(turn, shop, intent=MORE, offset=shelf.next_offset)
    if shelf.kind == CATEGORY:
        return show_category(turn, shop, shelf.subject, intent=MORE, offset=shelf.next_offset)
    query = limited(shelf.subject, shelf.limits)
    return show_results(turn, shop, query, intent=MORE, offset=shelf.next_offset)


def _more_of_the_row(turn: Turn, route: Route, shop: Shop) -> Outcome:
    start, _colon, rest = route.args.partition(":")
    limits, _colon, words = rest.partition(":")
    query = limited(words, limits)
    return show_results(turn, shop, query, intent=MORE, offset=offset_in(start))
