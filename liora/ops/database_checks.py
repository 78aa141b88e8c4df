"""Readiness of the database: it answers, and it has the tables this code expects."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from liora.ops.health import Estado, Finding


def database_answers() -> Finding:
    """Ask the database for nothing but an answer; raises django.db.Error when there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return Finding()


class MigrationsApplied:
    """Check that no migration is missing; once none is, this code can never lack one again."""

    def __init__(self) -> None:
        self._seen_complete = False

    def __call__(self) -> Finding:
        missing = 0 if self._seen_complete else missing_migrations()
        self._seen_complete = missing == 0
        if missing:
            detalle = _("Faltan %(count)d migraciones: corré «manage.py migrate».")
            return Finding(Estado.CAIDO, detalle % {"count": missing}, {"faltan": missing})
        return Finding()


def missing_migrations() -> int:
    """Count the migrations of this code that the database has not had."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
