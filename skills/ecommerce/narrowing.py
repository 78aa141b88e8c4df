"""Asking for what is missing before a long list is shown, and only if the answer shortens it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.browse import Product
from catalog.search import Query
from catalog.words import plain_words
from conversations.turn import Outcome, Turn
from skills.display import bold, plain
from skills.ecommerce.aisles import name_of
from skills.ecommerce.money import money
from skills.ecommerce.shelf import SEARCH, Shelf, with_shelf
from skills.ecommerce.shop import PAGE, Shop
from skills.ecommerce.showing import results_id
from skills.routes import Route
from whatsapp.graph.limits import ROW_DESCRIPTION, ROW_TITLE
from whatsapp.graph.messages import ListMenu, Row, Section, clip

LONGEST_WORDS = 60
CHOICES = 9
"""A list holds ten rows, and the last one shows them all."""
PARTS = 3


def ask_to_narrow(turn: Turn, route: Route, shop: Shop) -> Outcome | None:
    """Ask for a category or, within one, for a budget; None if what was found is short enough."""
    query = Query(route.slot)
    results = shop.matches(query)
    found = results.page.products
    if not results.whole or len(found) <= PAGE:
        return None
    if rows := _by_category(shop, query, found):
        return _asked(turn, route, shop, len(found), rows, _("¿De qué categoría?"))
    rows = _by_budget(query, found)
    return _asked(turn, route, shop, len(found), rows, _("¿Hasta cuánto?")) if rows else None


def _asked(
    turn: Turn, route: Route, shop: Shop, found: int, rows: list[Row], question: str
) -> Outcome:
    name = bold(plain(route.slot, LONGEST_WORDS))
    count = ngettext("%d producto", "%d productos", found) % found
    every = Row(results_id(Query(route.slot), 0), _("Ver todos"))
    section = Section(_("Opciones"), (*rows, every))
    reply = ListMenu(f"{name} · {count}\n\n{question}", _("Elegir"), (section,))
    shelf = Shelf(SEARCH, route.slot, 0, version=shop.version)
    return Outcome(route.intent, (reply,), with_shelf(turn.slots, shelf))


def _by_category(shop: Shop, query: Query, found: Sequence[Product]) -> list[Row]:
    """Return a row for each category that shortens the list; none if there is a single one."""
    counts = Counter(product.category for product in found if product.category)
    rows = {}
    for category, count in counts.most_common(CHOICES):
        within = Query(f"{query.words} {plain_words(category)}")
        if count == len(shop.matches(within).page.products) < len(found):
            row = _category_row(category, count, within)
            # Meta refuses a list in which two rows share an id, and a long name is cut in one.
            rows[row.id] = row
    return list(rows.values()) if len(rows) > 1 else []


def _category_row(category: str, count: int, within: Query) -> Row:
    about = ngettext("%d producto", "%d productos", count) % count
    return Row(results_id(within, 0), name_of(category, ROW_TITLE), clip(about, ROW_DESCRIPTION))


def _by_budget(query: Query, products: Sequence[Product]) -> list[Row]:
    """Return a row for each price at which a third of the products ends."""
    if len({product.currency for product in products}) > 1:
        return []
    prices = sorted(product.price for product in products)
    cuts = {_rounded(prices[len(prices) * part // PARTS - 1]) for part in range(1, PARTS)}
    currency = products[0].currency
    return [
        Row(
            results_id(replace(query, at_most=Decimal(cut)), 0),
            clip(_("Hasta %s") % money(Decimal(cut), currency), ROW_TITLE),
        )
        for cut in sorted(cuts)
        if 0 < cut < prices[-1]
    ]


def _rounded(price: Decimal) -> int:
    return int(price.to_integral_value(ROUND_CEILING))
