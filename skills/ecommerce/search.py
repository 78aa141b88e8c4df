"""Finding products by what people call them, giving way little by little."""

from collections.abc import Iterator
from dataclasses import dataclass

from catalog.browse import Page, Product
from catalog.words import plain_words
from skills.ecommerce.shop import Shop
from skills.wordset import word_set

IDLE_WORDS = word_set(
    """
    de la el los las un una unos unas del al a en para por con y o e que mi mis su sus lo talle
    talla color marca tipo tamano numero nro
    """
)
WORDS_AT_MOST = 5
LONG_ENOUGH_ALONE = 4


@dataclass(frozen=True, slots=True)
class Found:
    """`words` found the page; `whole` tells whether they are all that was asked for."""

    page: Page
    words: str
    whole: bool


def search(shop: Shop, asked: str) -> Found | None:
    """Look for what was asked: every word, then in singular, then one word at a time."""
    for words, whole in _attempts(asked):
        page = shop.find(words)
        if page.total:
            return Found(page, words, whole)
    return None


def the_one(shop: Shop, asked: str, found: Found | None) -> Product | None:
    """Return the product meant, if there is no doubt: by SKU, alone, or by its exact title."""
    if any(char.isdigit() for char in asked) and (product := shop.product(asked.upper())):
        return product
    if found is None or not found.whole:
        return None
    if found.page.total == 1:
        return found.page.products[0]
    wanted = plain_words(asked)
    same = [product for product in found.page.products if plain_words(product.title) == wanted]
    return same[0] if len(same) == 1 else None


def singular(word: str) -> str:
    """Take a Spanish plural off: "luces" is "luz", "panes" is "pan", "mates" is "mate"."""
    if len(word) < LONG_ENOUGH_ALONE or not word.endswith("s"):
        return word
    if word.endswith("ces"):
        return word[:-3] + "z"
    if word.endswith("es") and word[-3] in "dlnrj":
        return word[:-2]
    return word[:-1]


def _attempts(asked: str) -> Iterator[tuple[str, bool]]:
    """Yield each wording once, with whether it still says all that was asked."""
    typed = plain_words(asked).split()
    words = [word for word in typed if word not in IDLE_WORDS][:WORDS_AT_MOST] or typed
    wordings = {" ".join(words): True}
    wordings.setdefault(" ".join(map(singular, words)), True)
    # The head of a Spanish noun phrase comes first: "zapatillas rojas" are "zapatillas".
    for word in words:
        if len(word) >= LONG_ENOUGH_ALONE:
            wordings.setdefault(singular(word), False)
    yield from ((wording, whole) for wording, whole in wordings.items() if wording)
