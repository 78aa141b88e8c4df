"""The searchable form of a text: lower case, no accents, words apart, each as its stem."""

import re
import unicodedata
from functools import lru_cache

from catalog.stems import stem

NOT_A_WORD = re.compile(r"[^a-z0-9]+")
PIECE = re.compile(r"[a-z]+|[0-9]+")
THOUSANDS = re.compile(r"(?<=[0-9])[.,](?=[0-9]{3}(?![0-9]))")
BESIDE_THE_TITLE = "."
"""Stands before a stem of the category, brand or SKU: what a thing is called weighs more."""
LONGEST_PIECE = 60


# The same titles and questions are read again and again.
@lru_cache(maxsize=16_384)
def plain_words(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return NOT_A_WORD.sub(" ", bare).strip()


def stems(text: str) -> list[str]:
    """Return the stems of a text in order: "Termos 10.000 ml" is "termo", "10000", "ml"."""
    return "".join(map(_stems_of, text.split())).split()


def search_words(title: str, category: str, brand: str, sku: str) -> str:
    """Return what a product is found by: the stems of its title, then, marked, all the others.

    The description stays out: its words make the index far slower to fill, and tell what
    goes with a product more often than what it is. Letters and digits are parted, so that "ZAP-1",
    "zap1" and "zap 1" are the same two words.
    """
    named = "".join(map(_stems_of, title.split()))
    return f"{named}{_marked(category)}{_marked(brand)}{_pieces(sku)}"[1:]


# A catalog of a million rows has some ten thousand words, spelt the same each time.
@lru_cache(maxsize=65_536)
def _stems_of(word: str) -> str:
    """Return a blank and the stem, for each piece of a word as written."""
    pieces = PIECE.findall(plain_words(THOUSANDS.sub("", word)))
    return "".join(f" {stem(piece[:LONGEST_PIECE])}" for piece in pieces)


@lru_cache(maxsize=16_384)
def _marked(text: str) -> str:
    return "".join(f" {BESIDE_THE_TITLE}{one}" for one in stems(text))


def _pieces(sku: str) -> str:
    # Nearly all SKUs differ: remembering them would drive the words out.
    return "".join(
        [
            f" {BESIDE_THE_TITLE}{piece[:LONGEST_PIECE]}"
            for piece in PIECE.findall(sku.lower() if sku.isascii() else plain_words(sku))
        ]
    )
