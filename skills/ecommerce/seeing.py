"""Answering those who want to see what there is: categories, a category, the next page."""

from django.utils.translation import gettext as _

from conversations.turn import Outcome, Turn
from skills.ecommerce.aisles import category_of
from skills.ecommerce.search import Results, matching
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
    return _more_results(turn, shop, shelf.subject, offset=shelf.next_offset, at_most=shelf.at_most)


def _more_of_the_row(turn: Turn, route: Route, shop: Shop) -> Outcome:
    start, _colon, rest = route.args.partition(":")
    price, _colon, words = rest.partition(":")
    return _more_results(
        turn, shop, words, offset=offset_in(start), at_most=offset_in(price) or None
    )


def _more_results(
    turn: Turn, shop: Shop, words: str, *, offset: int, at_most: int | None
) -> Outcome:
    results = Results(words, matching(shop, words)).up_to(at_most)
    return show_results(turn, shop, results, intent=MORE, offset=offset, at_most=at_most)
