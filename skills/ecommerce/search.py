"""Finding products by what people call them, giving way little by little."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from catalog.browse import Page, Product
from catalog.words import plain_words
from skills.ecommerce.ranking import best
from skills.ecommerce.shop import PAGE, Shop
from skills.wordset import word_set

IDLE_WORDS = word_set(
    """
    de la el los las un una unos unas del al a en para por con y o e que mi mis su sus lo talle
    talla color marca tipo tamano numero nro
    """
)
WORDS_AT_MOST = 5
LONG_ENOUGH_ALONE = 4
LONG_ENOUGH_TO_BEND = 5


@dataclass(frozen=True, slots=True)
class Results:
    """What `words` found, best first; `whole` tells whether they are all that was `asked` for."""

    words: str
    products: tuple[Product, ...]
    asked: str = ""
    whole: bool = True

    def page(self, offset: int) -> Page:
        shown = self.products[offset : offset + PAGE]
        return Page(shown, len(self.products), offset)

    def up_to(self, price: int | None) -> "Results":
        """Keep what costs no more than `price`; all of it if `price` is None."""
        if price is None:
            return self
        affordable = tuple(product for product in self.products if product.price <= price)
        return replace(self, products=affordable)


def search(shop: Shop, asked: str) -> Results:
    """Look for what was asked: every word, then bending each, then one word at a time."""
    for words, whole in _wordings(asked):
        if products := matching(shop, words):
            return Results(words, products, asked, whole)
    return Results(asked, (), asked)


def matching(shop: Shop, words: str) -> tuple[Product, ...]:
    """Return the products that best match exactly those words, among the first hundred."""
    return best(shop.find(words).products, words.split())


def the_one(shop: Shop, asked: str, results: Results) -> Product | None:
    """Return the product meant, if there is no doubt: by SKU, alone, or by its exact title."""
    if any(char.isdigit() for char in asked) and (product := shop.product(asked.upper())):
        return product
    if not results.whole:
        return None
    if len(results.products) == 1:
        return results.products[0]
    wanted = plain_words(asked)
    same = [product for product in results.products if plain_words(product.title) == wanted]
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


def _wordings(asked: str) -> Iterator[tuple[str, bool]]:
    """Yield each wording once, with whether it still says all that was asked."""
    typed = plain_words(asked).split()
    words = [word for word in typed if word not in IDLE_WORDS][:WORDS_AT_MOST] or typed
    singulars = list(map(singular, words))
    wordings = {" ".join(singulars): True}
    wordings.setdefault(" ".join(words), True)
    wordings.setdefault(" ".join(map(_genderless, singulars)), True)
    # The head of a Spanish noun phrase comes first: "zapatillas rojas" are "zapatillas".
    for word in singulars:
        if len(word) >= LONG_ENOUGH_ALONE:
            wordings.setdefault(word, False)
    yield from ((wording, whole) for wording, whole in wordings.items() if wording)


def _genderless(word: str) -> str:
    """Take the ending of an adjective off: who writes "mochila negro" means the black one."""
    return word[:-1] if len(word) >= LONG_ENOUGH_TO_BEND and word[-1] in "oa" else word
