"""Writing the products of a version: COPY on PostgreSQL, one repeated INSERT on SQLite."""

from collections.abc import Iterable, Iterator

from django.db import connection

from catalog.files.rows import Product
from catalog.models import CatalogSnapshot
from catalog.words import search_words
from liora.ops.ids import new_id

COLUMNS = ("id", "cliente_id", "snapshot_id", *Product._fields, "words")
NAMES = ", ".join(COLUMNS)
PLACES = ", ".join(["%s"] * len(COLUMNS))
INSERT = f"INSERT INTO catalog_item ({NAMES}) VALUES ({PLACES})"  # noqa: S608  # our own columns
# Text format of COPY (PostgreSQL, COPY, "Text Format").
ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})
LINES_AT_ONCE = 500


def store(snapshot: CatalogSnapshot, products: Iterable[Product]) -> None:
    """Write products as they come, within the caller's transaction and for its open Cliente."""
    if connection.vendor == "postgresql":
        _copy(snapshot, products)
    else:
        _insert(snapshot, products)


def _copy(snapshot: CatalogSnapshot, products: Iterable[Product]) -> None:
    statement = f"COPY catalog_item ({NAMES}) FROM STDIN"
    with connection.cursor() as cursor, cursor.cursor.copy(statement) as copy:
        waiting: list[str] = []
        for line in _lines(snapshot, products):
            waiting.append(line)
            if len(waiting) == LINES_AT_ONCE:
                copy.write("".join(waiting))
                waiting.clear()
        copy.write("".join(waiting))


def _lines(snapshot: CatalogSnapshot, products: Iterable[Product]) -> Iterator[str]:
    owner = f"\t{snapshot.cliente_id}\t{snapshot.pk}\t"
    for number, product in enumerate(products, start=_first_id()):
        words = search_words(product.title, product.category, product.brand, product.sku)
        cells: tuple[str, ...] = product
        together = "".join(product)
        if not together.isprintable() or "\\" in together:
            cells = tuple(cell.translate(ESCAPES) for cell in product)
        yield f"{number:032x}{owner}" + "\t".join((*cells, words)) + "\n"


def _insert(snapshot: CatalogSnapshot, products: Iterable[Product]) -> None:
    owner = (snapshot.cliente_id.hex, snapshot.pk.hex)
    rows = (
        (
            f"{number:032x}",
            *owner,
            *product,
            search_words(product.title, product.category, product.brand, product.sku),
        )
        for number, product in enumerate(products, start=_first_id())
    )
    with connection.cursor() as cursor:
        # The driver takes any iterable, so a file is never all in memory.
        cursor.executemany(INSERT, rows)  # type: ignore[arg-type]


def _first_id() -> int:
    """Return a UUIDv7 to count on from: its last 62 bits are random, and no file fills them.

    Making a new one for each of a million rows would take as long as checking them.
    """
    return new_id().int & ~((1 << 32) - 1)
