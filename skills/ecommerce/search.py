"""Asking the catalog for what people name, and telling when one product alone is meant."""

from dataclasses import replace

from catalog.browse import Product
from catalog.query import Query, read_query
from catalog.search import Results
from catalog.words import plain_words
from skills.ecommerce.shop import Shop


def asked_for(words: str, line: str) -> Query:
    """Return the query for the words, held to the prices and the stock the whole line names."""
    return replace(read_query(line), words=words)


def the_one(shop: Shop, asked: str, results: Results) -> Product | None:
    """Return the product meant, if there is no doubt: by SKU, alone, or by its exact title."""
    if any(char.isdigit() for char in asked) and (product := shop.product(asked.upper())):
        return product
    if not results.whole:
        return None
    if results.page.total == 1:
        return results.page.products[0]
    wanted = plain_words(asked)
    same = [one for one in results.page.products if plain_words(one.title) == wanted]
    return same[0] if len(same) == 1 else None
