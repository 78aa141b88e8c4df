"""Waking a worker that sleeps because there was nothing to do."""

import threading

from django.db import connection

INBOX_CHANNEL = "liora_inbox"


class Wake(threading.Event):
    """An event that sleepers wait on; a set that comes while nobody waits is not lost."""

    def sleep(self, seconds: float) -> None:
        self.wait(seconds)
        self.clear()


def notify_inbox() -> None:
    """Tell the workers, once the transaction commits, that something waits (PostgreSQL only)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, '')", [INBOX_CHANNEL])
