"""Fills a migrated database and searches it: `python -m bench.search.probe ROWS`; prints JSON."""

import json
import os
import random
import statistics
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liora.settings")
django.setup()

from django.db import connection  # noqa: E402
from django_scopes import scope  # noqa: E402

from bench.search.goods import Good, goods  # noqa: E402
from catalog.files.rows import Product  # noqa: E402
from catalog.models import CatalogSnapshot  # noqa: E402
from catalog.search import Query, search  # noqa: E402
from catalog.search_index import index_version  # noqa: E402
from catalog.store import store  # noqa: E402
from catalog.words import stems  # noqa: E402
from tenants.models import Cliente  # noqa: E402

ASKED, SHOWN = 500, 5
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def probe(rows: int) -> dict[str, object]:
    cliente = Cliente.objects.create(slug="bench", name="Bench", plan="pro")
    with scope(cliente=cliente):
        snapshot = CatalogSnapshot.objects.create(
            cliente=cliente, version=1, checksum="", rows_count=rows, source="bench"
        )
        filled = _timed(lambda: _fill(snapshot, rows))
        indexed = _timed(lambda: index_version(snapshot))
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE catalog_item")
            cursor.execute("SELECT pg_relation_size('catalog_item_words')")
            size = cursor.fetchone()[0]
    return {
        "rows": rows,
        "filled": filled,
        "indexed": indexed,
        "size": size,
        "kinds": {name: _asked(snapshot, rows, kind) for name, kind in KINDS.items()},
    }


def _fill(snapshot: CatalogSnapshot, rows: int) -> None:
    # What a page may take is too short for a million rows on a busy machine.
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
    store(snapshot, _products(rows))


def _products(rows: int) -> Iterator[Product]:
    for number, one in enumerate(goods(rows)):
        yield Product(
            sku=f"{one.noun[:3]}-{number:07}",
            title=one.title,
            description="",
            price=str(1000 + number % 90_000),
            currency="ARS",
            stock=str(number % 7),
            url="",
            image_url="",
            category=one.category,
            brand=one.brand,
            attributes_json="{}",
        )


def _asked(
    snapshot: CatalogSnapshot, rows: int, kind: Callable[[Good, random.Random], str]
) -> dict[str, float]:
    """Ask each question once: the second answer would come from memory."""
    chance = random.Random(rows)
    took, right = [], 0
    for one in _wanted(rows):
        query = Query(kind(one, chance))
        started = time.perf_counter()
        results = search(snapshot.cliente_id, 1, query, limit=SHOWN)
        took.append((time.perf_counter() - started) * 1000)
        meant = {*stems(one.noun), *stems(one.telling)}
        right += any(meant <= set(stems(found.title)) for found in results.page.products)
    cuts = statistics.quantiles(took, n=100)
    return {"p50": cuts[49], "p99": cuts[98], "most": max(took), "found": right / len(took)}


def _wanted(rows: int) -> Iterator[Good]:
    apart = {(one.noun, one.telling): one for one in goods(min(rows, 20_000))}
    yield from random.Random(1).sample(list(apart.values()), ASKED)


def _two_words(one: Good, _chance: random.Random) -> str:
    return f"{one.noun} {one.telling}"


def _without_accents(one: Good, _chance: random.Random) -> str:
    text = unicodedata.normalize("NFD", f"{one.telling} {one.noun}")
    return "".join(char for char in text if not unicodedata.combining(char))


def _misspelt(one: Good, chance: random.Random) -> str:
    """Return the two words, the longer one with a letter missing, doubled, mistaken or swapped."""
    short, long = sorted((one.noun, one.telling), key=len)
    at = chance.randrange(len(long) - 1)
    middle = chance.choice(("", long[at] * 2, chance.choice(LETTERS), long[at + 1] + long[at]))
    skipped = 2 if len(middle) == 2 and middle[0] != middle[1] else 1
    return f"{short} {long[:at]}{middle}{long[at + skipped :]}"


KINDS = {
    "two words": _two_words,
    "without accents": _without_accents,
    "one of them misspelt": _misspelt,
}


def _timed(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


print(json.dumps(probe(int(sys.argv[1]))))
