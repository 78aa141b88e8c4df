"""The database's clock, for workers whose own may be wrong or may jump."""

import time
from datetime import UTC, datetime, timedelta

from django.db import connection

from liora.ops.sql import as_moment, now

ASKED_EVERY_S = 60.0


class DatabaseClock:
    """Asks the database what time it is, now and then, and counts on from there.

    What workers write into the future (the end of a back-off, of a settle window) is compared by
    the database with its own clock. A worker on a host that is an hour behind would otherwise
    find its rows due at once, for an hour. Not shared between threads.
    """

    def __init__(self) -> None:
        self._asked_at = float("-inf")
        self._answer = datetime.min.replace(tzinfo=UTC)

    def now(self) -> datetime:
        """Return the database's time; raises DatabaseError if it must be asked and is away."""
        if time.monotonic() - self._asked_at > ASKED_EVERY_S:
            self._ask()
        return self._answer + timedelta(seconds=time.monotonic() - self._asked_at)

    def _ask(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {now()}", [])
            self._answer = as_moment(cursor.fetchone()[0])
        self._asked_at = time.monotonic()
