"""How a worker learns that something waits: PostgreSQL's NOTIFY, or a short poll."""

import logging
import threading

import psycopg
from django.db import connection

INBOX_CHANNEL = "liora_inbox"
RECONNECT_AFTER_S = 1.0
LISTEN_SLICE_S = 1.0

logger = logging.getLogger(__name__)


class Wake(threading.Event):
    """An event that sleepers wait on; a set that comes while nobody waits is not lost."""

    def sleep(self, seconds: float) -> None:
        self.wait(seconds)
        self.clear()


def notify_inbox() -> None:
    """Tell the workers, once the transaction commits, that something waits; SQLite is polled."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, '')", [INBOX_CHANNEL])


def listen(channel: str, wakes: list[Wake], stopping: threading.Event) -> None:
    """Set every wake whenever the channel is notified, until stopping; reconnects by itself.

    After a reconnection the wakes are set once, for what was notified while nobody listened.
    """
    while not stopping.is_set():
        try:
            _listen_on_one_connection(channel, wakes, stopping)
        except psycopg.Error as error:
            logger.warning("listen.lost %s", type(error).__name__)
            stopping.wait(RECONNECT_AFTER_S)


def _listen_on_one_connection(channel: str, wakes: list[Wake], stopping: threading.Event) -> None:
    parameters = connection.get_connection_params()
    parameters.pop("cursor_factory", None)
    parameters.pop("context", None)
    with psycopg.connect(**parameters, autocommit=True) as listener:
        listener.execute(f"LISTEN {channel}")
        _set_all(wakes)
        while not stopping.is_set():
            for _ in listener.notifies(timeout=LISTEN_SLICE_S, stop_after=1):
                _set_all(wakes)


def _set_all(wakes: list[Wake]) -> None:
    for wake in wakes:
        wake.set()
