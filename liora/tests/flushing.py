"""pytest plugin: emptying the test database between tests, its append-only tables too.

The triggers that refuse a DELETE stand aside for the one transaction that empties the tables, and
only here: nothing that ships knows how.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

MARK = "_append_only_"


@pytest.fixture(scope="session", autouse=True)
def append_only_tables_can_be_flushed() -> Iterator[None]:
    operations = type(connection.ops)
    flush = operations.sql_flush

    def sql_flush(self: Any, *args: Any, **options: Any) -> list[str]:
        statements = flush(self, *args, **options)
        before, after = standing_aside() if statements else ([], [])
        return [*before, *statements, *after]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "sql_flush", sql_flush)
        yield


def standing_aside() -> tuple[list[str], list[str]]:
    """Return the statements that take the triggers away, and those that bring them back."""
    if connection.vendor == "postgresql":
        tables = {table for table, _trigger, _sql in append_only_triggers()}
        return tuple(  # type: ignore[return-value]
            [f"ALTER TABLE {table} {verb} TRIGGER USER" for table in sorted(tables)]
            for verb in ("DISABLE", "ENABLE")
        )
    triggers = append_only_triggers()
    return [f"DROP TRIGGER {name}" for _table, name, _sql in triggers], [
        sql for _table, _name, sql in triggers
    ]


def append_only_triggers() -> list[tuple[str, str, str]]:
    """Return table, name and definition (SQLite's only) of each trigger that refuses a change."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT tgrelid::regclass::text, tgname, '' FROM pg_trigger WHERE NOT tgisinternal"
            )
        else:
            cursor.execute("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'")
        return [row for row in cursor.fetchall() if MARK in row[1]]
