"""Running things at the same time, each with a database connection of its own."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connections

PATIENCE_S = 60.0


def race(*runners: Callable[[], Any]) -> list[Any]:
    """Start all at once; return what each returned, in order. The first exception is raised."""
    start = threading.Barrier(len(runners))

    def run(runner: Callable[[], Any]) -> Any:
        try:
            start.wait(PATIENCE_S)
            return runner()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(runners)) as threads:
        waiting: Sequence[Any] = [threads.submit(run, runner) for runner in runners]
        return [one.result(PATIENCE_S) for one in waiting]
