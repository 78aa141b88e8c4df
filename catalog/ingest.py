"""Reading one file into one version, batch by batch, with what was found on the way."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, BinaryIO

from django.db import transaction

from catalog.files.reading import CatalogFile, Read, read_catalog
from catalog.files.rows import Product
from catalog.files.trouble import RowError
from catalog.models import CatalogRules, CatalogSnapshot, IngestLog
from catalog.search_index import index_version
from catalog.store import store
from tenants.models import Cliente
from tenants.plans import Meter
from tenants.policy import Allowance, LimitReached, limit_of

BATCH_ROWS = 50_000
KEPT_ERRORS = 1_000


@dataclass(slots=True)
class Tally:
    """What a file held so far."""

    seen: int = 0
    kept: int = 0
    in_stock: int = 0
    errors: int = 0
    shown: list[RowError] = field(default_factory=list)

    def products(self, rows: Iterator[Read], most: int | None) -> Iterator[Product]:
        """Yield the products among the rows; raises LimitReached where there are more than `most`.

        Asks the database nothing: its connection is busy with a COPY of what is yielded.
        """
        for row in rows:
            self.seen += 1
            if isinstance(row, RowError):
                self.errors += 1
                if self.errors <= KEPT_ERRORS:
                    self.shown.append(row)
                continue
            if self.kept == most:
                raise LimitReached(Allowance(Meter.CATALOG_ROWS, most, self.kept, None))
            self.kept += 1
            self.in_stock += row[1].stock != "0"
            yield row[1]


def rules_of(cliente: Cliente) -> CatalogRules:
    """Return a Cliente's rules, those of the house where it set none; needs its scope."""
    return CatalogRules.objects.filter(cliente=cliente).first() or CatalogRules(cliente=cliente)


def ingest(
    snapshot: CatalogSnapshot,
    raw: BinaryIO,
    *,
    encoding: str = "",
    after_batch: Callable[[Tally], None] = lambda _tally: None,
) -> IngestLog:
    """Write a file's products under a version and return what was found, both in one's scope.

    `after_batch` is called in the transaction of each batch, where what it raises undoes that
    batch, and before and after the words are counted.
    Raises UnreadableCatalog, TooMuch, and LimitReached.
    """
    started = time.monotonic()
    currency = rules_of(snapshot.cliente).currency
    file = read_catalog(raw, currency=currency, encoding=encoding)
    tally = Tally()
    most = limit_of(snapshot.cliente, Meter.CATALOG_ROWS)
    products = tally.products(file.rows, most)
    for first in products:
        with transaction.atomic():
            store(snapshot, _batch(first, products))
            _note(snapshot, tally)
            after_batch(tally)
    _note(snapshot, tally)
    if tally.kept:
        after_batch(tally)
        index_version(snapshot)
        after_batch(tally)
    return IngestLog.objects.create(
        cliente=snapshot.cliente,
        snapshot=snapshot,
        errors_json=[error.as_json() for error in tally.shown],
        metrics_json=_figures(file, tally, seconds=time.monotonic() - started),
    )


def _batch(first: Product, products: Iterator[Product]) -> Iterator[Product]:
    yield first
    yield from islice(products, BATCH_ROWS - 1)


def _note(snapshot: CatalogSnapshot, tally: Tally) -> None:
    snapshot.rows_seen, snapshot.rows_count = tally.seen, tally.kept
    snapshot.errors_count, snapshot.in_stock = tally.errors, tally.in_stock
    snapshot.save(update_fields=["rows_seen", "rows_count", "errors_count", "in_stock"])


def _figures(file: CatalogFile, tally: Tally, *, seconds: float) -> dict[str, Any]:
    return {
        "filas": tally.seen,
        "productos": tally.kept,
        "errores": tally.errors,
        "segundos": round(seconds, 3),
        **file.report(),
    }
