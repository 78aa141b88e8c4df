"""The screens of the shop: categories, one category, results, one product."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.browse import Page, Product
from catalog.search import MOST, Query
from conversations.turn import Outcome, Turn
from skills.display import bold, plain
from skills.ecommerce.aisles import category_id, category_list, name_of, next_categories
from skills.ecommerce.changing import changes, current
from skills.ecommerce.closed import closed
from skills.ecommerce.limits import limits_of
from skills.ecommerce.shelf import CATEGORIES, CATEGORY, SEARCH, Shelf, shelf_in, with_shelf
from skills.ecommerce.shop import Shop
from skills.ecommerce.wares import card, product_list
from skills.replies import reply_id

GONE = gettext_lazy("Esa categoría ya no está en el catálogo. Estas son las que hay:")
LONGEST_NAME = 80
LONGEST_WORDS_IN_ID = 150


def show_categories(
    turn: Turn, shop: Shop, *, intent: str, body: str = "", offset: int = 0
) -> Outcome:
    """List the categories; a shop with a single one shows its products at once."""
    categories = shop.categories()
    offset = offset if offset < len(categories) else 0
    if not categories:
        return closed(turn, intent)
    if len(categories) == 1 and not body:
        return show_category(turn, shop, categories[0].name, intent=intent)
    invitation = _("Este es nuestro catálogo 🛒. ¿Qué categoría querés ver?")
    reply = category_list(categories, body=body or invitation, offset=offset)
    shelf = Shelf(CATEGORIES, next_offset=next_categories(categories, offset), version=shop.version)
    return Outcome(intent, (reply,), with_shelf(turn.slots, shelf))


def show_category(turn: Turn, shop: Shop, name: str, *, intent: str, offset: int = 0) -> Outcome:
    """List a page of a category, or its only product."""
    page = shop.in_category(name, offset=offset)
    page = page if page.products else shop.in_category(name)
    if not page.products:
        return show_categories(turn, shop, intent=intent, body=str(GONE))
    if page.total == 1:
        return show_product(turn, page.products[0], intent=intent)
    more = "" if page.next_offset is None else category_id(name, page.next_offset)
    reply = product_list(page, heading=_count(name_of(name, LONGEST_NAME), page), more=more)
    shelf = Shelf(CATEGORY, name, page.next_offset, version=shop.version)
    return Outcome(intent, (reply,), with_shelf(turn.slots, shelf))


def show_results(
    turn: Turn,
    shop: Shop,
    query: Query,
    *,
    intent: str,
    offset: int = 0,
    heading: str = "",
) -> Outcome:
    """List a page of what a search found, said with the words that found it."""
    results = shop.search(query, offset=offset)
    page = results.page
    if not page.products:
        body = _("No hay más resultados. ¿Seguimos por una categoría?")
        return show_categories(turn, shop, intent=intent, body=body)
    more = "" if page.next_offset is None else results_id(query, page.next_offset)
    name = plain(results.words if results.is_corrected else query.words, LONGEST_NAME)
    title = heading or _count_found(f"«{name}»", page)
    shelf = Shelf(
        SEARCH,
        query.words,
        page.next_offset,
        # "Lo quiero" can mean nothing else.
        sku=page.products[0].sku if page.total == 1 else "",
        limits=limits_of(query),
        version=shop.version,
    )
    reply = product_list(page, heading=title, more=more)
    return Outcome(intent, (reply,), with_shelf(turn.slots, shelf))


def show_product(turn: Turn, product: Product, *, intent: str, lead: str = "") -> Outcome:
    """Show one product; "más" goes on with its category."""
    before = shelf_in(turn.slots)
    shelf = Shelf(CATEGORY, product.category, 0) if product.category else before
    return _shown(turn, product, shelf, intent=intent, lead=lead)


def show_chosen(turn: Turn, product: Product, *, intent: str) -> Outcome:
    """Show a product picked from a list; "más" goes on with that list."""
    shelf = shelf_in(turn.slots)
    if shelf.next_offset is None:
        return show_product(turn, product, intent=intent)
    return _shown(turn, product, shelf, intent=intent)


def _shown(turn: Turn, product: Product, shelf: Shelf, *, intent: str, lead: str = "") -> Outcome:
    """Show a product as it is now: what orders hold of it is no longer for sale."""
    seen, now = shelf_in(turn.slots), current(turn, product)
    sold_out = _("Por ahora no queda 😕.") if now.stock <= 0 < product.stock else lead
    lead = "\n".join(filter(None, [changes(turn, seen, now), sold_out]))
    shelf = replace(shelf, sku=product.sku, version=turn.catalog_version)
    return Outcome(intent, (card(now, lead=lead),), with_shelf(turn.slots, shelf))


def show_instead(
    turn: Turn, shop: Shop, product: Product, *, intent: str, heading: str
) -> Outcome | None:
    """List what its category has in stock in place of a product; None if it has nothing."""
    page = shop.in_category(product.category)
    others = tuple(each for each in page.products if each.stock > 0 and each.sku != product.sku)
    if not others:
        return None
    shelf = Shelf(CATEGORY, product.category, page.next_offset, version=shop.version)
    reply = product_list(replace(page, products=others), heading=heading)
    return Outcome(intent, (reply,), with_shelf(turn.slots, shelf))


def results_id(query: Query, offset: int) -> str:
    """Return the id of the next page of a search."""
    words = query.words[:LONGEST_WORDS_IN_ID]
    return reply_id("ecommerce", "mas", f"{offset}:{limits_of(query)}:{words}")


def _count(name: str, page: Page) -> str:
    count = ngettext("%d producto", "%d productos", page.total) % page.total
    return f"{bold(name)} · {count}"


def _count_found(name: str, page: Page) -> str:
    """Count what a search found; past the most it weighs, nobody knows how many there are."""
    if page.total < MOST:
        return _count(name, page)
    return f"{bold(name)} · {_('%d productos o más') % page.total}"
