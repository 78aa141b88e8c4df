"""Looking into Liora's database from outside, whichever it is."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any
from uuid import UUID

import psycopg

from bench.torture.house import IN_HASTE

Row = Sequence[Any]
# A table of lanes, and how often workers had died of them before; 2 means twice or oftener.
Fallen = tuple[str, int]

IDLE = """
SELECT (SELECT COUNT(*) FROM inbound_event WHERE estado = 'pendiente')
    + (SELECT COUNT(*) FROM conversation_log WHERE estado IN ('en_cola', 'enviando', 'incierto'))
    + (SELECT COUNT(*) FROM inbound_lane WHERE lease_until IS NOT NULL)
    + (SELECT COUNT(*) FROM outbound_lane WHERE lease_until IS NOT NULL)
"""
OVERDUE = {
    "postgres": "EXTRACT(EPOCH FROM statement_timestamp() - lease_until)",
    "sqlite": "(julianday('now') - julianday(lease_until)) * 86400",
}


class Store:
    def __init__(self, url: str) -> None:
        self.url = url
        self.kind = "sqlite" if url.startswith("sqlite") else "postgres"

    def rows(self, query: str) -> list[Row]:
        with self._connection() as connection:
            return list(connection.execute(query).fetchall())

    def waiting(self) -> int:
        """Return how much is not finished: events, messages to send, lanes in hand."""
        return int(self.rows(IDLE)[0][0])

    def overdue(self) -> dict[Fallen, float]:
        """Return how long ago, in seconds, the oldest lease ended that nobody has taken up again.

        By table and by how often workers had died of that lane before: who falls again waits by
        design.
        """
        worst: dict[Fallen, float] = {}
        for table in IN_HASTE:
            query = (
                f"SELECT crashes, MAX({OVERDUE[self.kind]}) FROM {table} "
                "WHERE lease_until IS NOT NULL GROUP BY crashes"
            )
            for crashes, seconds in self.rows(query):
                fell = (table, min(crashes, 2))
                worst[fell] = max(worst.get(fell, 0.0), float(seconds))
        return worst

    def sent(self) -> dict[str, tuple[str, bool, str]]:
        """Return every outgoing row by its callback data: estado, maybe_twice, failure."""
        query = (
            "SELECT id, estado, maybe_twice, failure FROM conversation_log WHERE direction = 'out'"
        )
        return {
            UUID(str(row_id)).hex: (estado, bool(twice), failure)
            for row_id, estado, twice, failure in self.rows(query)
        }

    @contextmanager
    def _connection(self) -> Iterator[Any]:
        if self.kind == "postgres":
            with psycopg.connect(self.url, autocommit=True) as connection:
                yield connection
        else:
            path = self.url.removeprefix("sqlite:///")
            with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)) as one:
                yield one
