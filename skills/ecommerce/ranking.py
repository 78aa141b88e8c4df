"""Which products of those that hold the words are really meant."""

from collections.abc import Sequence

from catalog.browse import Product
from catalog.words import plain_words

LONG_ENOUGH_TO_BEGIN = 4
"""Shorter words must be there whole: "té" is no "termo"."""

IN_TITLE, NAMED, INSIDE = range(3)


def best(products: Sequence[Product], words: Sequence[str]) -> tuple[Product, ...]:
    """Return the products of the best rank there is, in the order they came: with the words in
    the title; else in its category, brand or SKU; else only inside longer words."""
    ranked = [(rank(product, words), product) for product in products]
    top = min((each for each, _product in ranked), default=INSIDE)
    # A short word inside a longer one is chance: "pan" in "campana".
    if top == INSIDE and any(len(word) < LONG_ENOUGH_TO_BEGIN for word in words):
        return ()
    return tuple(product for each, product in ranked if each == top)


def rank(product: Product, words: Sequence[str]) -> int:
    if _begins_each(plain_words(product.title).split(), words):
        return IN_TITLE
    about = f"{product.title} {product.category} {product.brand} {product.sku}"
    return NAMED if _begins_each(plain_words(about).split(), words) else INSIDE


def _begins_each(names: Sequence[str], words: Sequence[str]) -> bool:
    return all(any(_begins(name, word) for name in names) for word in words)


def _begins(name: str, word: str) -> bool:
    return name.startswith(word) if len(word) >= LONG_ENOUGH_TO_BEGIN else name == word
