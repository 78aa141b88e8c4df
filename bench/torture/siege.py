"""One siege: Liora, Graph on a bad day and Meta's posts together, until all is quiet again."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.servers import ROOT, free_port
from bench.torture.house import IN_HASTE, House, Leases, environment, new_secret, wait_until
from bench.torture.meta import Meta
from bench.torture.store import Fallen, Store
from bench.torture.verdict import Verdict, verdict
from bench.traffic import Run

TENANTS = 20
BADNESS = 0.06
DRAIN_S = 300.0
LOOK_EVERY_S = 0.25


@dataclass(slots=True)
class Siege:
    """`worst_overdue_s` is the longest that a lane lay untouched after its lease had ended.

    `worst_manned_s` is the longest with a worker at work, which the time in which all of them were
    dead or still starting does not count for, of each kind of lane.
    """

    house: House
    store: Store
    graph_port: int
    secret: str
    leases: Leases
    worst_overdue_s: float = 0.0
    worst_manned_s: dict[Fallen, float] = field(default_factory=dict)
    unmanned: list[tuple[float, float]] = field(default_factory=list)
    looked_at: float = field(default_factory=time.monotonic)
    drained_s: float = 0.0
    notes: dict[str, str] = field(default_factory=dict)

    def meta(self, amount: int, people: int, *, seed: int, rate: float = 0.0) -> Meta:
        run = Run(
            f"siege{seed}-{time.monotonic_ns()}",
            self.house.port,
            self.secret,
            rate=0,
            seconds=0,
            tenants=TENANTS,
            conversations=people,
        )
        return Meta(run, amount, rate=rate)

    def graph(self) -> dict[str, Any]:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.graph_port}/ledger", timeout=60) as it:
            told: dict[str, Any] = json.loads(it.read())
            return told

    def let_graph_die(self, number: str) -> None:
        """Let Graph answer nothing for one number from now on; for none, if that is empty."""
        url = f"http://127.0.0.1:{self.graph_port}/dead/{number}"
        urllib.request.urlopen(urllib.request.Request(url, method="PUT"), timeout=60).close()

    def look(self) -> None:
        self._note_unmanned()
        for fell, seconds in self.store.overdue().items():
            self.worst_overdue_s = max(self.worst_overdue_s, seconds)
            manned = seconds - self._unmanned_since(self.looked_at - seconds)
            self.worst_manned_s[fell] = max(self.worst_manned_s.get(fell, 0.0), manned)
        self.house.look_after()

    def _note_unmanned(self) -> None:
        """Note the time since the last look if no worker is at work at its end."""
        now = time.monotonic()
        if not any(one.is_at_work for one in self.house.crew):
            self.unmanned.append((self.looked_at, now))
        self.looked_at = now

    def _unmanned_since(self, moment: float) -> float:
        return sum(max(0.0, end - max(start, moment)) for start, end in self.unmanned[-1000:])

    def watch_until(self, happened: Callable[[], bool], seconds: float) -> None:
        """Look after the house until something happened, or for so many seconds."""
        deadline = time.monotonic() + seconds
        while not happened() and time.monotonic() < deadline:
            self.look()
            time.sleep(LOOK_EVERY_S)

    def left_after(self, within_s: float, *, once: Callable[[], bool] = lambda: True) -> int:
        """Look after the house until nothing waits; return what still did at the last look.

        A look later there may be more: Graph goes on telling what became of its messages.
        """
        left = [1]

        def is_done() -> bool:
            left.append(self.store.waiting())
            return left[-1] == 0 and once()

        self.watch_until(is_done, within_s)
        return left[-1]

    def drain(self, within_s: float = DRAIN_S) -> None:
        """Wait until nothing waits any more; the dead are still replaced meanwhile."""
        started = time.monotonic()

        def is_quiet() -> bool:
            self.look()
            return self.store.waiting() == 0 and self.graph()["telling"] == 0

        wait_until(is_quiet, within_s)
        self.drained_s = time.monotonic() - started

    def judge(self, meta: Meta) -> Verdict:
        return verdict(meta.asking.colours, self.graph()["ledger"], self.store)


@contextmanager
def siege(
    database_url: str,
    directory: Path,
    *,
    seed: int = 1,
    badness: float = BADNESS,
    leases: Leases = IN_HASTE,
    **house_settings: Any,
) -> Iterator[Siege]:
    """Run everything on a database that is migrated and seeded (`bench.seed`), and open for it.

    `house_settings` are fields of House.
    """
    secret, port = new_secret(), free_port()
    variables = environment(database_url, port, secret, leases)
    house = House(variables, directory, **house_settings)
    heard_at = "0.0.0.0" if house.hosts else "127.0.0.1"  # by the hosts of the bridge
    settings = json.dumps({"seed": seed, "badness": badness, "host": heard_at})
    command = [sys.executable, "-m", "bench.torture.stand_in", str(port), str(house.port)]
    with (directory / "graph.log").open("wb") as log:
        stand_in = subprocess.Popen(
            [*command, secret, settings], cwd=ROOT, env=os.environ, stderr=log
        )
    one = Siege(house, Store(database_url), port, secret, leases)
    try:
        house.open()
        for address in (f"{house.port}/health", f"{port}/ledger"):
            if not wait_until(lambda address=address: _answers(f"http://127.0.0.1:{address}"), 60):
                raise SystemExit(f"nadie responde en {address}: {directory}")
        yield one
    finally:
        house.close()
        stand_in.terminate()
        stand_in.wait()


def prepare(database_url: str, *, migrate: bool = True) -> None:
    """Migrate and seed a database for a siege."""
    variables = environment(database_url, 0, new_secret())
    commands = [["-m", "bench.seed", str(TENANTS)]]
    if migrate:
        commands.insert(0, ["manage.py", "migrate", "-v", "0"])
    for command in commands:
        subprocess.run([sys.executable, *command], cwd=ROOT, env=variables, check=True)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2):
            return True
    except OSError:
        return False
