"""Understanding a bare name: "mochilas", "MOC-001", a category as it is written."""

from django.utils.translation import gettext as _

from catalog.browse import Product
from catalog.words import plain_words
from conversations.turn import Turn
from skills.ecommerce.aisles import category_id
from skills.ecommerce.search import IDLE_WORDS, singular
from skills.ecommerce.shop import Shop, shop_of
from skills.replies import read_reply_id
from skills.routes import Route
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
            written = read_reply_id(category_id(category.name))
            reason = _("es una categoría del catálogo")
            return (
                Route("ecommerce", "catalogo.categoria", reason, args=written.args)
                if written
                else None
            )
    return None


def _goods(shop: Shop, line: Line) -> Route | None:
    words = plain_words(" ".join(line.said)).split()
    telling = [singular(word) for word in words if word not in IDLE_WORDS]
    if not telling or min(map(len, telling)) < SHORTEST_WORD:
        return None
    page = shop.find(" ".join(telling))
    if not any(_names(product, telling) for product in page.products):
        return None
    return Route(
        "ecommerce",
        "catalogo.buscar",
        _("nombra un producto del catálogo"),
        slot=" ".join(line.said),
    )


def _names(product: Product, words: list[str]) -> bool:
    """Whether each word begins a word of the product: "pan" does not name a "campana"."""
    named = plain_words(f"{product.title} {product.category} {product.brand}").split()
    return all(any(name.startswith(word) for name in named) for word in words)
