"""The station that fetches files: a few at once, and few of any one business.

A slow or dead source of one business's files keeps nobody else's waiting, nor any message.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from queue import Empty, SimpleQueue
from uuid import UUID

from django.db import DatabaseError
from django_scopes import scopes_disabled

from conversations.media.fetching import FOR_GOOD, Failure, Fetched, Wanted, fetch
from conversations.media.keeping import sweep
from conversations.media.waiting import take
from conversations.models import MediaFile
from liora.ops.backoff import backoff
from liora.ops.clock import DatabaseClock
from whatsapp.graph.media import MediaClient

AT_ONCE, OF_ONE_CLIENTE = 8, 2
# Cloud API, media: the id of a webhook is good for seven days.
KEPT_BY_META = timedelta(days=7)
LONGEST_WAIT_S = 3600.0
# Bytes that were changed on their way may come right; the same again and again are wrong.
MOST_ALTERED = 4
CLOSING_S = 5.0
SWEEP_EVERY_S = 600.0
WRITTEN = ("estado", "failure", "mime", "size", "fetched_at", "not_before")

Estado = MediaFile.Estado
logger = logging.getLogger(__name__)


class MediaFetcher:
    """`on_return` is called from another thread whenever a file has come, or has not."""

    name = "archivos"

    def __init__(
        self, client: MediaClient, *, lease_s: float, on_return: Callable[[], None] = lambda: None
    ) -> None:
        self.client, self.on_return = client, on_return
        self.lease = timedelta(seconds=lease_s)
        self.clock = DatabaseClock()
        self.pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="media")
        self.returned: SimpleQueue[Fetched] = SimpleQueue()
        self.unwritten: list[Fetched] = []
        self.in_flight: Counter[UUID] = Counter()
        self.swept_at = float("-inf")

    @property
    def is_busy(self) -> bool:
        return self.in_flight.total() > 0 or bool(self.unwritten)

    def step(self) -> bool:
        """Write down what came, and begin what may; return whether there was any."""
        self._sweep()
        with scopes_disabled():
            written = self._write_down()
            begun = self._begin()
        return written or begun

    def close(self) -> None:
        """Wait for what is under way; what takes longer is fetched again by another worker."""
        deadline = time.monotonic() + CLOSING_S
        while self.is_busy and time.monotonic() < deadline:
            try:
                with scopes_disabled():
                    self._write_down()
            except DatabaseError as error:
                logger.warning("media.closing error=%s", error)
            time.sleep(0.01)
        self.client.close()
        self.pool.shutdown(cancel_futures=True)

    def _begin(self) -> bool:
        busy = [one for one, count in self.in_flight.items() if count > 0]
        room = AT_ONCE - self.in_flight.total()
        found = take(room, of_one=OF_ONE_CLIENTE, but=busy, lease=self.lease) if room > 0 else []
        for wanted in found:
            self.in_flight[wanted.cliente_id] += 1
            self.pool.submit(self._carry, wanted)
        return bool(found)

    def _carry(self, wanted: Wanted) -> None:
        self.returned.put(fetch(self.client, wanted))
        self.on_return()

    def _write_down(self) -> bool:
        self._collect()
        some = bool(self.unwritten)
        while self.unwritten:
            self._write(self.unwritten[0])
            self.unwritten.pop(0)
        return some

    def _collect(self) -> None:
        try:
            while True:
                fetched = self.returned.get_nowait()
                self.in_flight[fetched.wanted.cliente_id] -= 1
                self.unwritten.append(fetched)
        except Empty:
            return

    def _write(self, fetched: Fetched) -> None:
        """Note how a fetch ended, unless another worker has fetched the file meanwhile."""
        wanted = fetched.wanted
        ours = MediaFile.objects.filter(
            id=wanted.id, estado=Estado.ESPERANDO, attempts=wanted.attempt
        )
        row = ours.first()
        if row is None:
            return
        row.failure = fetched.failure
        if not fetched.failure:
            row.estado, row.mime, row.size = Estado.GUARDADO, fetched.mime, fetched.size
            row.fetched_at = self.clock.now()
        elif _is_over(row):
            row.estado = Estado.FALLIDO
        else:
            wait = backoff(row.attempts, longest_s=LONGEST_WAIT_S)
            row.not_before = self.clock.now() + wait
            if row.not_before > row.created_at + KEPT_BY_META:
                row.estado, row.failure = Estado.FALLIDO, Failure.VENCIDO
        ours.update(**{name: getattr(row, name) for name in WRITTEN})

    def _sweep(self) -> None:
        if time.monotonic() - self.swept_at >= SWEEP_EVERY_S:
            self.swept_at = time.monotonic()
            sweep()


def _is_over(row: MediaFile) -> bool:
    altered = row.failure == Failure.ALTERADO and row.attempts >= MOST_ALTERED
    return altered or row.failure in FOR_GOOD
