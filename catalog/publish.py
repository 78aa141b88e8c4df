"""Publishing a catalog: a file becomes the next numbered version of a Cliente's catalog."""

import hashlib
import time
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django_scopes import scope

from catalog.models import CatalogItem, CatalogSnapshot, IngestLog
from catalog.reading import ReadRow, RowError, read_csv
from catalog.snapshots import activate, active_snapshot
from catalog.words import search_words
from tenants.models import Cliente

BATCH_ROWS = 1000
KEPT_ERRORS = 1000


def publish_catalog(*, cliente: Cliente, text: str, source: str) -> CatalogSnapshot:
    """Keep the file as a new version and sell from it; return the version in force.

    The same file as the active version changes nothing. A file without one valid product is kept
    as `fallido` and the old version goes on selling. Raises UnreadableCatalog.
    """
    checksum = hashlib.sha256(text.encode()).hexdigest()
    with scope(cliente=cliente), transaction.atomic():
        # One publish at a time per tenant: version numbers leave no gap and never collide.
        # Its key stays free: rows that refer to it, such as inbound events, need not wait.
        Cliente.objects.select_for_update(no_key=True).get(pk=cliente.pk)
        active = active_snapshot(cliente)
        if active and active.checksum == checksum:
            return active
        snapshot = _ingest(cliente, text, checksum, source)
        if snapshot.rows_count:
            activate(snapshot)
        return snapshot


def _ingest(cliente: Cliente, text: str, checksum: str, source: str) -> CatalogSnapshot:
    started = time.monotonic()
    rows = list(read_csv(text))
    products = [row for row in rows if isinstance(row, ReadRow)]
    errors = [row for row in rows if isinstance(row, RowError)]
    snapshot = CatalogSnapshot.objects.create(
        cliente=cliente,
        version=_next_version(),
        checksum=checksum,
        rows_count=len(products),
        source=source,
        estado=CatalogSnapshot.Estado.LISTO if products else CatalogSnapshot.Estado.FALLIDO,
    )
    CatalogItem.objects.bulk_create(_items(snapshot, products), batch_size=BATCH_ROWS)
    IngestLog.objects.create(
        cliente=cliente,
        snapshot=snapshot,
        errors_json=[error.as_json() for error in errors[:KEPT_ERRORS]],
        metrics_json={
            "filas": len(rows),
            "errores": len(errors),
            "segundos": round(time.monotonic() - started, 3),
        },
    )
    return snapshot


def _next_version() -> int:
    newest = CatalogSnapshot.objects.aggregate(newest=Max("version"))["newest"]
    return (newest or 0) + 1


def _items(snapshot: CatalogSnapshot, rows: Iterable[ReadRow]) -> list[CatalogItem]:
    return [
        CatalogItem(
            cliente_id=snapshot.cliente_id,
            snapshot=snapshot,
            words=search_words(row.title, row.category, row.brand, row.sku),
            **{name: getattr(row, name) for name in ReadRow.__slots__},
        )
        for row in rows
    ]
