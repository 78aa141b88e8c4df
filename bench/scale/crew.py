"""Workers on hosts of their own, and a backlog for them."""

import http.client
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from bench.scale.hosts import Host
from bench.servers import ROOT
from bench.traffic import Asked, Run, address, asked, signed_request, webhook

TOGETHER = 100
READY_S = 60.0


@contextmanager
def workers(places: Sequence[Host], environment: Mapping[str, str]) -> Iterator[None]:
    """Run one worker on each of the hosts; a host may be named more than once."""
    command = [sys.executable, "manage.py", "worker"]
    with tempfile.TemporaryDirectory() as directory:
        logs = [Path(directory) / f"{number}.log" for number in range(len(places))]
        crew = [
            subprocess.Popen(
                host.command(*command), cwd=ROOT, env=environment, stderr=log.open("wb")
            )
            for host, log in zip(places, logs, strict=True)
        ]
        try:
            _wait_until_at_work(logs)
            yield
        finally:
            for process in crew:
                process.terminate()
            for process in crew:
                process.wait()


def _wait_until_at_work(logs: Sequence[Path]) -> None:
    deadline = time.monotonic() + READY_S
    while not all("worker.started" in log.read_text(errors="replace") for log in logs):
        if time.monotonic() > deadline:
            raise SystemExit("un worker no arrancó")
        time.sleep(0.05)


def post_each(run: Run, amount: int) -> dict[str, float]:
    """Post the first messages of a run; return when each person's was taken, by address."""
    return post_all(run, islice(asked(run), amount))


def post_all(run: Run, messages: Iterable[Asked]) -> dict[str, float]:
    """Post messages, many in a body as Meta does after trouble; return when each was taken."""
    taken: dict[str, float] = {}
    connection = http.client.HTTPConnection("127.0.0.1", run.port, timeout=60)
    rest = iter(messages)
    while batch := list(islice(rest, TOGETHER)):
        body = webhook(run, batch, timestamp=int(time.time()))
        head, _, _ = signed_request(run.port, run.secret, body).partition(b"\r\n\r\n")
        lines = [line.split(": ", 1) for line in head.decode().split("\r\n")[1:]]
        connection.request("POST", run.path, body, dict(lines))
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"el webhook respondió {answer.status}")
        taken |= {address(one.conversation): time.monotonic() for one in batch}
    connection.close()
    return taken
