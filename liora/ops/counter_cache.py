"""A Django cache of whole numbers on the project's own database, exact across processes.

Every change is one statement on one row, timed by the database's clock. A count is committed by
itself before the caller goes on, so nothing that is rolled back later takes it along; asking for
one inside a transaction raises RuntimeError instead of counting what might be forgotten. With the
database away each method raises its OperationalError: whoever asks whether to let somebody in
gets no answer, never a yes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection, transaction

from liora.ops.sql import as_moment, now

FOREVER_S = 10 * 366 * 24 * 3600
# Each new row takes up to this many dead ones with it, so the table shrinks back by itself.
SWEPT_PER_ADDITION = 2

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many there were, this one included, and the seconds until they are forgotten."""

    value: int
    seconds_left: float


class CounterCache(BaseCache):
    """Keeps integers; `hit` is what a limit needs, in one statement."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def hit(
        self, key: str, timeout: float, *, renewed_below: int = 0, version: int | None = None
    ) -> Count:
        """Count one more and return the count.

        It is forgotten `timeout` seconds after the first; or, while it stood below
        `renewed_below`, after the latest.
        """
        later, fresh = now(timeout), f"rate_counter.expires_at <= {now()}"
        value, expires_at, moment = _written(
            f"""
            INSERT INTO rate_counter (key, value, expires_at) VALUES (%s, 1, {later})
            ON CONFLICT (key) DO UPDATE SET
                value = CASE WHEN {fresh} THEN 1 ELSE rate_counter.value + 1 END,
                expires_at = CASE WHEN {fresh} OR rate_counter.value < %s
                    THEN {later} ELSE rate_counter.expires_at END
            RETURNING value, expires_at, {now()}
            """,
            [self.make_and_validate_key(key, version), renewed_below],
            sweep=True,
        )[0]
        return Count(value, (as_moment(expires_at) - as_moment(moment)).total_seconds())

    def add(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        later = now(self._seconds(timeout))
        return bool(
            _written(
                f"""
                INSERT INTO rate_counter (key, value, expires_at) VALUES (%s, %s, {later})
                ON CONFLICT (key) DO UPDATE
                SET value = excluded.value, expires_at = excluded.expires_at
                WHERE rate_counter.expires_at <= {now()}
                RETURNING value
                """,
                [self.make_and_validate_key(key, version), int(value)],
                sweep=True,
            )
        )

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT value FROM rate_counter WHERE key = %s AND expires_at > {now()}",
                [self.make_and_validate_key(key, version)],
            )
            row = cursor.fetchone()
        return row[0] if row else default

    def set(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        later = now(self._seconds(timeout))
        _written(
            f"""
            INSERT INTO rate_counter (key, value, expires_at) VALUES (%s, %s, {later})
            ON CONFLICT (key) DO UPDATE
            SET value = excluded.value, expires_at = excluded.expires_at
            RETURNING value
            """,
            [self.make_and_validate_key(key, version), int(value)],
            sweep=True,
        )

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Return the new value; raise ValueError where there is no such count, as Django's do."""
        rows = _written(
            f"""
            UPDATE rate_counter SET value = value + %s WHERE key = %s AND expires_at > {now()}
            RETURNING value
            """,
            [delta, self.make_and_validate_key(key, version)],
        )
        if not rows:
            raise ValueError(f"No hay cuenta «{key}».")
        return int(rows[0][0])

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        later = now(self._seconds(timeout))
        return bool(
            _written(
                f"""
                UPDATE rate_counter SET expires_at = {later}
                WHERE key = %s AND expires_at > {now()} RETURNING key
                """,
                [self.make_and_validate_key(key, version)],
            )
        )

    def delete(self, key: str, version: int | None = None) -> bool:
        return bool(
            _written(
                "DELETE FROM rate_counter WHERE key = %s RETURNING key",
                [self.make_and_validate_key(key, version)],
            )
        )

    def delete_beginning(self, prefix: str, version: int | None = None) -> int:
        """Forget every count whose key begins so; return how many there were."""
        beginning = self.make_and_validate_key(prefix, version)
        return len(
            _written(
                "DELETE FROM rate_counter WHERE SUBSTR(key, 1, %s) = %s RETURNING key",
                [len(beginning), beginning],
            )
        )

    def clear(self) -> None:
        _written("DELETE FROM rate_counter RETURNING key", [])

    def _seconds(self, timeout: Any) -> float:
        if timeout is DEFAULT_TIMEOUT:
            timeout = self.default_timeout
        return FOREVER_S if timeout is None else float(timeout)


def _written(statement: str, values: Sequence[Any], *, sweep: bool = False) -> list[Row]:
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[Row] = cursor.fetchall()
        if sweep:
            cursor.execute(_sweep(), [SWEPT_PER_ADDITION])
    return rows


def _sweep() -> str:
    """Return SQL that removes a few expired rows, waiting for nobody who holds one."""
    unheld = "FOR UPDATE SKIP LOCKED" if connection.vendor == "postgresql" else ""
    return f"""
        DELETE FROM rate_counter WHERE expires_at <= {now()} AND key IN (
            SELECT key FROM rate_counter WHERE expires_at <= {now()}
            ORDER BY expires_at LIMIT %s {unheld})
    """
