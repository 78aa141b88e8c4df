"""The few words in which PostgreSQL and SQLite differ, for the statements the ORM cannot say."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection


def now(plus_seconds: float = 0) -> str:
    """Return SQL for the database's own clock: workers on several hosts need not agree.

    It stands still within a statement, so that PostgreSQL may look it up in an index.
    """
    if connection.vendor == "postgresql":
        return f"(statement_timestamp() + interval '{float(plus_seconds)} seconds')"
    return f"STRFTIME('%%Y-%%m-%%d %%H:%%M:%%f000', 'NOW', '{float(plus_seconds):+.3f} seconds')"


def records(columns: dict[str, str]) -> str:
    """Return SQL that reads one JSON parameter, a list of objects, as a table named `v`.

    One parameter whatever the number of rows: the statement's text never changes, and neither
    database's limit on parameters is met by a batch of a thousand.
    """
    if connection.vendor == "postgresql":
        typed = ", ".join(f"{name} {kind}" for name, kind in columns.items())
        return f"json_to_recordset(%s::json) AS v({typed})"
    picked = ", ".join(f"json_extract(value, '$.{name}') AS {name}" for name in columns)
    return f"(SELECT {picked} FROM json_each(%s)) AS v"


def one_of(column: str) -> str:
    """Return SQL for a UUID column that is one of the `ids` given as its parameter.

    Beside `records`, of which PostgreSQL believes that there are always a hundred, it makes the
    rows be looked up by their key: a hundred would be worth reading a whole small table.
    """
    if connection.vendor == "postgresql":
        return f"{column} = ANY(%s::uuid[])"
    return f"{column} IN (SELECT value FROM json_each(%s))"


def ids(values: Iterable[UUID]) -> Any:
    """Return the parameter of `one_of`."""
    if connection.vendor == "postgresql":
        return list(values)
    return json.dumps([value.hex for value in values])


def wire_moment(moment: datetime) -> str:
    """Write a moment as both databases store it, for use inside a JSON parameter."""
    utc = moment.astimezone(UTC)
    if connection.vendor == "postgresql":
        return utc.isoformat()
    return utc.replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")


def as_uuid(value: UUID | str) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


def as_moment(value: datetime | str) -> datetime:
    """Read a moment that came back from a statement of our own."""
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    # SQLite has no zones, neither in its text nor in what Django reads from a column: it is UTC.
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def moment_or_none(moment: datetime | None) -> str | None:
    return None if moment is None else wire_moment(moment)
