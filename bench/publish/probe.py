"""One way of publishing one file into a migrated database, in a process of its own; prints JSON.

`python -m bench.publish.probe WAY FILE`
"""

import hashlib
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liora.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402
from django_scopes import scope, scopes_disabled  # noqa: E402

from bench.publish.importer import import_export  # noqa: E402
from catalog.models import CatalogSnapshot  # noqa: E402
from catalog.publish import Push, publish  # noqa: E402
from catalog.publisher import Publisher  # noqa: E402
from catalog.snapshots import activate, rollback  # noqa: E402
from tenants.audit import SYSTEM  # noqa: E402
from tenants.models import Cliente  # noqa: E402
from tenants.registration import register_cliente  # noqa: E402

SMALL = b"sku,title,price\nA,Uno,1\n"


def shop() -> Cliente:
    found = Cliente.objects.filter(slug="bench").first()
    return found or register_cliente(slug="bench", name="Bench", plan=Cliente.Plan.PRO)


def push(path: Path) -> Push:
    file = path.open("rb")
    checksum = hashlib.file_digest(file, "sha256").hexdigest()
    return Push(file, path.stat().st_size, checksum, "bench", release=True)


def publishing(path: Path) -> dict[str, float]:
    """Take the file in, read it as the worker does, go back to the version before and forth."""
    cliente = shop()
    first = path.with_name("uno.csv")
    first.write_bytes(SMALL)
    publish(cliente, push(first), at_once=True)
    queued = timed(lambda: publish(cliente, push(path), at_once=False))
    read = timed(lambda: Publisher().step())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    back = timed(lambda: rollback(cliente, actor=SYSTEM))
    forth = timed(lambda: activate(cliente, 2, actor=SYSTEM))
    with scope(cliente=cliente):
        assert CatalogSnapshot.objects.get(version=2).estado == "activo"
    return {"seconds": read, "queued": queued, "memory": memory, "back": back, "forth": forth}


def copying(path: Path) -> dict[str, float]:
    """COPY the same rows as they end up, into the table as it is, with every index and key."""
    return {"seconds": timed(lambda: _copy(path)), "memory": _memory()}


def copying_plain(path: Path) -> dict[str, float]:
    """The same without the index that searching needs."""
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX catalog_item_words")
    return copying(path)


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _copy(path: Path) -> None:
    names = ", ".join(json.loads(path.with_suffix(".names").read_text()))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        _parents(path)
        statement = f"COPY catalog_item ({names}) FROM STDIN"
        with cursor.copy(statement) as copy, path.with_suffix(".copy").open("rb") as rows:
            while block := rows.read(256 * 1024):
                copy.write(block)


def _parents(path: Path) -> None:
    """Make the Cliente and the version that the rows name."""
    cliente_id, snapshot_id = json.loads(path.with_suffix(".owners").read_text())
    with scopes_disabled():
        Cliente.objects.create(id=cliente_id, slug="copia", name="Copia")
        CatalogSnapshot.objects.create(
            id=snapshot_id, cliente_id=cliente_id, version=1, checksum="", source="copia"
        )


def keep_rows(path: Path) -> dict[str, float]:
    """Publish once and keep the rows as COPY writes them: the bare COPY's input."""
    cliente = shop()
    publish(cliente, push(path), at_once=False)
    Publisher().step()
    with scope(cliente=cliente), connection.cursor() as cursor:
        snapshot = CatalogSnapshot.objects.get(version=1)
        described = connection.introspection.get_table_description(cursor, "catalog_item")
        names = [column.name for column in described]
        path.with_suffix(".names").write_text(json.dumps(names))
        path.with_suffix(".owners").write_text(json.dumps([str(cliente.pk), str(snapshot.pk)]))
        with (
            path.with_suffix(".copy").open("wb") as out,
            cursor.copy(f"COPY catalog_item ({', '.join(names)}) TO STDOUT") as copy,
        ):
            out.writelines(copy)
    return {}


def importing(path: Path) -> dict[str, float]:
    cliente = shop()
    with scope(cliente=cliente):
        snapshot = CatalogSnapshot.objects.create(
            cliente=cliente, version=1, checksum="", source="bench"
        )
        return {"seconds": timed(lambda: import_export(snapshot, path)), "memory": _memory()}


def timed(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


WAYS = {
    "filas": keep_rows,
    "liora": publishing,
    "copy": copying,
    "copy_plain": copying_plain,
    "import_export": importing,
}

if __name__ == "__main__":
    print(json.dumps(WAYS[sys.argv[1]](Path(sys.argv[2]))))
