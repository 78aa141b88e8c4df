"""The searchable form of a text: lower case, no accents, words apart."""

import re
import unicodedata
from functools import lru_cache

NOT_A_WORD = re.compile(r"[^a-z0-9]+")


# The same titles and questions are read again and again.
@lru_cache(maxsize=16_384)
def plain_words(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return NOT_A_WORD.sub(" ", bare).strip()


def search_words(title: str, category: str, brand: str, sku: str) -> str:
    """Return what a product is found by."""
    return plain_words(f"{title} {category} {brand} {sku}")
