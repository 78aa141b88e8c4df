"""Understanding a bare name: "mochilas", "MOC-001", a category as it is written."""

from django.utils.translation import gettext as _

from catalog.words import plain_words
from conversations.turn import Turn
from skills.ecommerce.aisles import category_args
from skills.ecommerce.ranking import INSIDE, best, rank
from skills.ecommerce.search import IDLE_WORDS, singular
from skills.ecommerce.shop import Shop, shop_of
from skills.ecommerce.wanted import wanted
from skills.routes import Route, Span
from skills.wording import Line

WORDS_AT_MOST = 6
SHORTEST_WORD = 3


def guess(turn: Turn, line: Line) -> Route | None:
    """Return where a line leads that names something in the catalog and says nothing else."""
    shop = shop_of(turn)
    if shop is None or len(line.said) > WORDS_AT_MOST:
        return None
    return _sku(shop, turn.message.text.strip()) or _category(shop, line) or _goods(shop, line)


def _sku(shop: Shop, typed: str) -> Route | None:
    looks_like_one = " " not in typed and any(char.isdigit() for char in typed)
    if not looks_like_one or shop.product(typed) is None:
        return None
    return Route("ecommerce", "catalogo.detalle", _("es un SKU del catálogo"), args=typed)


def _category(shop: Shop, line: Line) -> Route | None:
    typed = " ".join(map(singular, plain_words(" ".join(line.said)).split()))
    for category in shop.categories():
        if typed and typed == " ".join(map(singular, plain_words(category.name).split())):
            reason = _("es una categoría del catálogo")
            return Route(
                "ecommerce", "catalogo.categoria", reason, args=category_args(category.name)
            )
    return None


def _goods(shop: Shop, line: Line) -> Route | None:
    said = wanted(line, Span(0, len(line.words))) or ""
    telling = [singular(word) for word in plain_words(said).split() if word not in IDLE_WORDS]
    if not telling or min(map(len, telling)) < SHORTEST_WORD:
        return None
    named = best(shop.find(" ".join(telling)).products, telling)
    if not named or rank(named[0], telling) == INSIDE:
        return None
    return Route("ecommerce", "catalogo.buscar", _("nombra un producto del catálogo"), slot=said)
