"""Understanding a bare name: "mochilas", "MOC-001", a category as it is written."""

from django.utils.translation import gettext as _

from catalog.search import Query, read_query
from catalog.terms import terms_in
from catalog.words import stems
from conversations.turn import Turn
from skills.ecommerce.aisles import category_args
from skills.ecommerce.shop import Shop, shop_of
from skills.ecommerce.wanted import wanted
from skills.routes import Route, Span
from skills.wording import Line, read

WORDS_AT_MOST = 6
SHORTEST_WORD = 3
LONG_ENOUGH_TO_CORRECT = 6
"""Among words that may say anything at all, a short one is no misspelt product."""


def guess(turn: Turn, line: Line) -> Route | None:
    """Return where a line leads that names something in the catalog and says nothing else."""
    shop = shop_of(turn)
    query = read_query(turn.message.text)
    if query.is_limited:
        # "zapatillas rojas, menos de 50 mil": the price is no part of the name.
        line = read(query.words)
        if not line.said:
            reason = _("dice un precio, y no de qué")
            return Route("ecommerce", "catalogo.buscar", reason) if shop else None
    if shop is None or len(line.said) > WORDS_AT_MOST:
        return None
    return _sku(shop, turn.message.text.strip()) or _category(shop, line) or _goods(shop, line)


def _sku(shop: Shop, typed: str) -> Route | None:
    looks_like_one = " " not in typed and any(char.isdigit() for char in typed)
    if not looks_like_one or shop.product(typed) is None:
        return None
    return Route("ecommerce", "catalogo.detalle", _("es un SKU del catálogo"), args=typed)


def _category(shop: Shop, line: Line) -> Route | None:
    typed = stems(" ".join(line.said))
    for category in shop.categories():
        if typed and typed == stems(category.name):
            reason = _("es una categoría del catálogo")
            return Route(
                "ecommerce", "catalogo.categoria", reason, args=category_args(category.name)
            )
    return None


def _goods(shop: Shop, line: Line) -> Route | None:
    said = wanted(line, Span(0, len(line.words))) or ""
    words = [term.forms[0] for term in terms_in(said)]
    named = [word for word in words if word.isalpha()]
    if not named or min(map(len, named)) < SHORTEST_WORD:
        return None
    found = shop.search(Query(said))
    surest = LONG_ENOUGH_TO_CORRECT if found.is_corrected else SHORTEST_WORD
    if not found.whole or not found.page.total or max(map(len, named)) < surest:
        return None
    return Route("ecommerce", "catalogo.buscar", _("nombra un producto del catálogo"), slot=said)
