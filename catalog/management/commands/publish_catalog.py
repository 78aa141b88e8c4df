"""`manage.py publish_catalog FILE --cliente demo`: publishes a file from the shell."""

import hashlib
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django_scopes import scope

from catalog.models import CatalogSnapshot
from catalog.publish import Push, publish
from catalog.publisher import Publisher
from catalog.snapshots import IN_PROGRESS
from liora.api.errors import ApiError
from tenants.models import Cliente

ASKED_EVERY_S = 0.5
SHOWN_ERRORS = 10


class Command(BaseCommand):
    help = "Publica un catálogo desde un archivo: CSV o JSON por líneas, solo o con gzip."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archivo", type=Path)
        parser.add_argument("--cliente", required=True, help="El identificador del negocio.")
        parser.add_argument("--numero", type=int, help="El número que tiene que tocarle.")
        parser.add_argument("--sin-activar", action="store_true", help="La guarda sin vender.")
        parser.add_argument(
            "--liberar", action="store_true", help="No la retiene, cambie lo que cambie."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        cliente = Cliente.objects.filter(slug=options["cliente"].lower()).first()
        if cliente is None:
            raise CommandError(f"No existe el negocio «{options['cliente']}».")
        try:
            self._publish(cliente, options)
        except OSError as error:
            raise CommandError(f"No se puede leer el archivo: {error.strerror}.") from error
        except ApiError as error:
            raise CommandError(f"{error} ({error.code})") from error

    def _publish(self, cliente: Cliente, options: dict[str, Any]) -> None:
        path: Path = options["archivo"]
        with path.open("rb") as file:
            checksum = hashlib.file_digest(file, "sha256").hexdigest()
            push = Push(
                file=file,
                size=file.tell(),
                checksum=checksum,
                source=path.name,
                activate=not options["sin_activar"],
                release=options["liberar"],
                version=options["numero"],
            )
            done = publish(cliente, push)
        with scope(cliente=cliente):
            self._tell(self._wait(done.snapshot), created=done.created)

    def _wait(self, snapshot: CatalogSnapshot) -> CatalogSnapshot:
        """Read the file here unless a worker has it, and say how far it is."""
        while snapshot.estado in IN_PROGRESS:
            if not Publisher().step():
                self.stdout.write(f"{snapshot.rows_seen} filas…")
                time.sleep(ASKED_EVERY_S)
            snapshot.refresh_from_db()
        return snapshot

    def _tell(self, snapshot: CatalogSnapshot, *, created: bool) -> None:
        if not created:
            self.stdout.write(f"Es igual a la {snapshot}, que está activa: no se hizo nada.")
            return
        if snapshot.estado == CatalogSnapshot.Estado.FALLIDO:
            raise CommandError(f"{snapshot.failure} ({snapshot.failure_code})")
        self.stdout.write(
            f"{snapshot} · {snapshot.get_estado_display()} · {snapshot.rows_count} productos,"
            f" {snapshot.errors_count} filas con errores"
        )
        for reason in snapshot.held_json:
            self.stdout.write(self.style.WARNING(reason["message"]))
        log = snapshot.logs.first()
        for error in (log.errors_json if log else [])[:SHOWN_ERRORS]:
            self.stdout.write(f"  línea {error['line']}, {error['column']}: {error['reason']}")
