"""How a worker learns that something was written by somebody else.

PostgreSQL tells: LISTEN. SQLite is asked, which costs microseconds: `PRAGMA data_version` changes
whenever another connection commits (SQLite documentation, PRAGMA data_version).
"""

import logging
import threading
from collections.abc import Mapping

import psycopg
from django.db import Error as DatabaseFailure
from django.db import connection

from liora.ops.wake import CHANNEL, Wake

AFTER_TROUBLE_S = 1.0
LISTEN_SLICE_S = 1.0
SQLITE_LOOK_EVERY_S = 0.01

logger = logging.getLogger(__name__)


Wakes = Mapping[str, Wake]
"""Whom to wake, by what the news is."""


def spread_news(wakes: Wakes, stopping: threading.Event) -> None:
    """Set the wakes whenever there is news, until stopping; survives the database going away.

    SQLite does not say what the news is, so it wakes all; so does trouble that is over, for what
    happened while nobody looked.
    """
    attend = _listen if connection.vendor == "postgresql" else _watch
    while not stopping.is_set():
        try:
            attend(wakes, stopping)
        except (psycopg.Error, DatabaseFailure) as error:
            logger.warning("news.lost error=%s", type(error).__name__)
            stopping.wait(AFTER_TROUBLE_S)
    connection.close()


def _listen(wakes: Wakes, stopping: threading.Event) -> None:
    parameters = connection.get_connection_params()
    parameters.pop("cursor_factory", None)
    parameters.pop("context", None)
    with psycopg.connect(**parameters, autocommit=True) as listener:
        listener.execute(f"LISTEN {CHANNEL}")
        _set_all(wakes)
        while not stopping.is_set():
            for note in listener.notifies(timeout=LISTEN_SLICE_S, stop_after=1):
                if wake := wakes.get(note.payload):
                    wake.set()


def _watch(wakes: Wakes, stopping: threading.Event) -> None:
    seen = None
    while not stopping.wait(SQLITE_LOOK_EVERY_S):
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA data_version")
            version = cursor.fetchone()
        if version != seen:
            seen = version
            _set_all(wakes)


def _set_all(wakes: Wakes) -> None:
    for wake in wakes.values():
        wake.set()
