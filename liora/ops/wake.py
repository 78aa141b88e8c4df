"""Waking a worker that sleeps because there was nothing to do."""

import threading

from django.db import connection

CHANNEL = "liora_news"
# What the news is: an inbound event of this kind waits, a message to be sent, or something to tell
# a tenant's webhook.
MESSAGE, STATUS, NOTICE, OUTGOING, HOOK = "message", "status", "other", "outgoing", "hook"


class Wake(threading.Event):
    """An event that sleepers wait on; a set that comes while nobody waits is not lost."""

    def sleep(self, seconds: float) -> None:
        self.wait(seconds)
        self.clear()


def notify(news: str) -> None:
    """Tell the workers, once the transaction commits, what waits (PostgreSQL only)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, news])
