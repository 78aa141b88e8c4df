"""`manage.py worker`: answers, sends, and takes note of receipts until it is told to stop."""

import logging
import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection

from conversations.delivery.courier import IN_FLIGHT
from conversations.delivery.outbox import Outbox
from conversations.inbox import Inbox
from conversations.receipts import Receipts
from liora.ops.stations import Loop, Station
from liora.ops.wake import INBOX_CHANNEL, Wake, listen
from skills.router import handle
from whatsapp.graph.client import GraphClient

# SQLite cannot tell a worker that something came, so it is asked often.
SQLITE_POLL_S = 0.05
POSTGRES_POLL_S = 1.0

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Atiende los mensajes recibidos y envía las respuestas. Pueden correr varios a la vez."

    def handle(self, *args: Any, **options: Any) -> None:
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        work_until(stopping)


def work_until(stopping: threading.Event) -> None:
    """Run every station until `stopping` is set, then finish what is in hand."""
    listens = connection.vendor == "postgresql"
    idle_s = POSTGRES_POLL_S if listens else SQLITE_POLL_S
    outbox_wake = Wake()
    loops = [
        Loop(station, idle_s, stopping, outbox_wake if station.name == "outbox" else Wake())
        for station in stations(outbox_wake)
    ]
    threads = [loop.start() for loop in loops]
    logger.info("worker.started stations=%s", ",".join(loop.station.name for loop in loops))
    if listens:
        threads.append(_listener([loop.wake for loop in loops], stopping))
    stopping.wait()
    for loop in loops:
        loop.wake.set()
    for thread in threads:
        thread.join()
    logger.info("worker.stopped")


def stations(outbox_wake: Wake) -> list[Station]:
    return [
        Inbox(handle, lease_s=settings.INBOX_LEASE_S, on_commit=outbox_wake.set),
        Outbox(
            GraphClient(pool_size=IN_FLIGHT),
            lease_s=settings.OUTBOX_LEASE_S,
            settle_s=settings.SETTLE_WINDOW_S,
            on_return=outbox_wake.set,
        ),
        Receipts(),
    ]


def _listener(wakes: list[Wake], stopping: threading.Event) -> threading.Thread:
    thread = threading.Thread(target=listen, args=(INBOX_CHANNEL, wakes, stopping), name="listen")
    thread.start()
    return thread
