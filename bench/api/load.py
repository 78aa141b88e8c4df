"""Calls one path again and again over kept-alive connections, for some seconds."""

import http.client
import statistics
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

CONNECTIONS = 4


@dataclass(frozen=True, slots=True)
class Calls:
    """Latencies in ms; `per_s` is of all connections together."""

    per_s: float
    p50: float
    p99: float
    wrong: int


def call(port: int, path: str, headers: Mapping[str, str], *, seconds: float) -> Calls:
    took: list[float] = []
    wrong: list[int] = []
    end = time.monotonic() + seconds

    def work() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.monotonic() < end:
            started = time.perf_counter()
            connection.request("GET", path, headers=dict(headers))
            answer = connection.getresponse()
            answer.read()
            took.append((time.perf_counter() - started) * 1000)
            if answer.status != 200:
                wrong.append(answer.status)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(CONNECTIONS)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.monotonic() - started
    cuts = statistics.quantiles(took, n=100)
    return Calls(len(took) / spent, cuts[49], cuts[98], len(wrong))
