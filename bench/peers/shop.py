"""The peers' catalog, in memory, and the search over it: the work of the skill without storage."""

import unicodedata
from functools import lru_cache

from bench.traffic import COLOURS, PRODUCTS_PER_COLOUR


def products() -> list[dict[str, str]]:
    """Return the products every tenant sells, as the database of Liora holds them."""
    return [
        {
            "sku": f"T{place:02d}-{size}",
            "title": f"Termo {colour} de {size} litros",
            "description": f"Acero inoxidable color {colour}, {size} litros, con tapa.",
            "price": f"{18000 + 1000 * size}.00",
        }
        for place, colour in enumerate(COLOURS)
        for size in range(1, PRODUCTS_PER_COLOUR + 1)
    ]


def plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


SHELF = [(plain(one["title"]), one) for one in products()]


@lru_cache(4096)
def find(words: str) -> tuple[dict[str, str], ...]:
    wanted = words.split()
    return tuple(one for title, one in SHELF if all(word in title.split() for word in wanted))


def answer_to(text: str) -> tuple[dict[str, str], ...]:
    """Return the products a message asks for."""
    words = plain(text)
    return find(words.removeprefix("busco ")) if words.startswith("busco ") else ()
