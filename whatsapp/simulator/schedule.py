"""Work for later inside the web process: a few daemon threads and a bounded list of jobs."""

import heapq
import itertools
import logging
import threading
import time
from collections.abc import Callable

from django.db import connections

log = logging.getLogger(__name__)

Job = Callable[[], None]


class Schedule:
    """Runs jobs at their moment. Threads start with the first job, so a fork costs nothing."""

    def __init__(self, *, threads: int, most: int) -> None:
        self._threads = threads
        self._most = most
        self._jobs: list[tuple[float, int, Job]] = []
        self._order = itertools.count()
        self._working = 0
        self._started = False
        self._changed = threading.Condition()

    def after(self, seconds: float, job: Job) -> bool:
        """Run `job` in `seconds`; False, and nothing done, when too many wait already."""
        with self._changed:
            if len(self._jobs) >= self._most:
                log.warning("simulator: %s jobs wait, one more dropped", self._most)
                return False
            heapq.heappush(self._jobs, (time.monotonic() + seconds, next(self._order), job))
            self._start()
            self._changed.notify_all()
            return True

    def wait(self, seconds: float) -> bool:
        """Wait until nothing is left to do; False if something still is after `seconds`."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._jobs and not self._working, seconds)

    def _start(self) -> None:
        if self._started:
            return
        self._started = True
        for _ in range(self._threads):
            threading.Thread(target=self._work, name="simulator", daemon=True).start()

    def _work(self) -> None:
        while True:
            job = self._next()
            try:
                job()
            except Exception:
                log.exception("simulator: a job failed")
            finally:
                # An open connection here would outlive the request and keep a test database busy.
                connections.close_all()
                self._done()

    def _next(self) -> Job:
        with self._changed:
            while not self._jobs or self._jobs[0][0] > time.monotonic():
                self._changed.wait(self._jobs[0][0] - time.monotonic() if self._jobs else None)
            self._working += 1
            return heapq.heappop(self._jobs)[2]

    def _done(self) -> None:
        with self._changed:
            self._working -= 1
            self._changed.notify_all()
