"""Answering those who want to see what there is: categories, a category, the next page."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.browse import Page
from conversations.turn import Outcome, Turn
from skills.display import bold, plain
from skills.ecommerce.aisles import (
    category_id,
    category_list,
    category_of,
    name_of,
    next_categories,
)
from skills.ecommerce.closed import closed
from skills.ecommerce.shelf import CATEGORIES, CATEGORY, SEARCH, Shelf, shelf_in, with_shelf
from skills.ecommerce.shop import Shop
from skills.ecommerce.wares import card, product_list
from skills.replies import offset_in, reply_id
from skills.routes import Route

GONE = gettext_lazy("Esa categoría ya no está en el catálogo. Estas son las que hay:")
LONGEST_NAME = 80
LONGEST_WORDS_IN_ID = 150


def see_categories(turn: Turn, route: Route, shop: Shop) -> Outcome:
    return show_categories(turn, shop, intent=route.intent, offset=offset_in(route.args))


def show_categories(
    turn: Turn, shop: Shop, *, intent: str, body: str = "", offset: int = 0
) -> Outcome:
    """List the categories; a catalog without them shows its products at once."""
    categories = shop.categories()
    offset = offset if offset < len(categories) else 0
    if not categories:
        return closed(turn, intent)
    if len(categories) == 1 and not body:
        return show_category(turn, shop, categories[0].name, intent=intent)
    invitation = _("Este es nuestro catálogo 🛒. ¿Qué categoría querés ver?")
    reply = category_list(categories, body=body or invitation, offset=offset)
    shelf = Shelf(CATEGORIES, next_offset=next_categories(categories, offset))
    return Outcome(intent, (reply,), with_shelf(turn.slots, shelf))


def see_category(turn: Turn, route: Route, shop: Shop) -> Outcome:
    offset, _colon, digest = route.args.partition(":")
    name = category_of(shop, digest)
    if name is None:
        return show_categories(turn, shop, intent="catalogo.ver", body=str(GONE))
    return show_category(turn, shop, name, intent=route.intent, offset=offset_in(offset))


def show_category(turn: Turn, shop: Shop, name: str, *, intent: str, offset: int = 0) -> Outcome:
    page = shop.in_category(name, offset=offset)
    page = page if page.products else shop.in_category(name)
    if not page.products:
        return show_categories(turn, shop, intent=intent, body=str(GONE))
    if page.offset:
        intent = "catalogo.mas"
    if page.total == 1:
        product = page.products[0]
        shelf = Shelf(CATEGORY, name, sku=product.sku)
        return Outcome(intent, (card(product),), with_shelf(turn.slots, shelf))
    more = "" if page.next_offset is None else category_id(name, page.next_offset)
    reply = product_list(page, heading=_count(name_of(name, LONGEST_NAME), page), more=more)
    shelf = Shelf(CATEGORY, name, page.next_offset)
    return Outcome(intent, (reply,), with_shelf(turn.slots, shelf))


def see_more(turn: Turn, route: Route, shop: Shop) -> Outcome:
    """Go on where the last list ended, or where the "Ver más" row of a search says."""
    if route.args:
        offset, _colon, words = route.args.partition(":")
        return show_results(turn, shop, words, intent=route.intent, offset=offset_in(offset))
    shelf = shelf_in(turn.slots)
    if shelf.kind == "":
        return show_categories(turn, shop, intent=route.intent)
    if shelf.next_offset is None:
        body = _("Eso es todo lo que había ahí. ¿Seguimos por otra categoría?")
        return show_categories(turn, shop, intent=route.intent, body=body)
    if shelf.kind == CATEGORIES:
        return show_categories(turn, shop, intent=route.intent, offset=shelf.next_offset)
    show = show_category if shelf.kind == CATEGORY else show_results
    return show(turn, shop, shelf.subject, intent=route.intent, offset=shelf.next_offset)


def show_results(
    turn: Turn, shop: Shop, words: str, *, intent: str, offset: int = 0, heading: str = ""
) -> Outcome:
    """List a page of what a search found."""
    page = shop.find(words, offset=offset)
    if not page.products:
        body = _("No hay más resultados. ¿Seguimos por una categoría?")
        return show_categories(turn, shop, intent=intent, body=body)
    more = "" if page.next_offset is None else results_id(words, page.next_offset)
    reply = product_list(
        page, heading=heading or _count(f"«{plain(words, LONGEST_NAME)}»", page), more=more
    )
    return Outcome(intent, (reply,), with_shelf(turn.slots, Shelf(SEARCH, words, page.next_offset)))


def results_id(words: str, offset: int) -> str:
    return reply_id("ecommerce", "mas", f"{offset}:{words[:LONGEST_WORDS_IN_ID]}")


def _count(name: str, page: Page) -> str:
    count = ngettext("%d producto", "%d productos", page.total) % page.total
    return f"{bold(name)} · {count}"
