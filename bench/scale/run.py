"""Everything is started, then measured: throughput by workers, fairness, a thousand businesses."""

import argparse
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import count

import psycopg

from bench import servers
from bench.database import Postgres, postgres
from bench.measure import arrivals
from bench.peers_venv import prepare
from bench.scale.crew import post_all, post_each, workers
from bench.scale.disk import grown, sizes
from bench.scale.hosts import GATEWAY, NETWORK, Host, can_be_made, from_there, hosts
from bench.scale.report import Fairness, Found, Scale, Thousand, publish
from bench.servers import ROOT, SECRET, Server
from bench.traffic import Asked, Run, address

CREWS = (1, 2, 4)
TENANTS = 1_000
# How long nothing may arrive before what is missing counts as lost, seconds.
STALLED_S = 30.0
RUNS = count()


@dataclass(frozen=True, slots=True)
class Effort:
    rounds: int = 3
    backlog: int = 4_000
    long_queue: int = 10_000
    singles: int = 20
    tenant_rate: int = 60
    seconds: int = 40
    burst: int = 2_000


QUICK = Effort(rounds=1, backlog=1_500, long_queue=2_000, singles=5, seconds=15, burst=500)


@dataclass(frozen=True, slots=True)
class Stage:
    database: Postgres
    stub: Server
    web: Server
    there: Mapping[str, str]
    """The variables of a worker on another host."""
    machines: list[Host]

    @property
    def url(self) -> str:
        return self.database.address("bench_scale")

    def run(self, **settings: object) -> Run:
        plain = Run(f"scale{next(RUNS)}", self.web.port, SECRET, rate=0, seconds=0, each_once=True)
        return replace(plain, **settings)  # type: ignore[arg-type]  # fields of Run

    def crew(self, amount: int):  # type: ignore[no-untyped-def]  # a context manager
        places = [self.machines[number % len(self.machines)] for number in range(amount)]
        return workers(places, self.there)

    def waiting(self) -> int:
        """Return how many messages are not answered, or their answers not sent."""
        with psycopg.connect(self.url) as connection:
            row = connection.execute(
                "SELECT (SELECT count(*) FROM inbound_event WHERE estado = 'pendiente')"
                " + (SELECT count(*) FROM conversation_log WHERE estado = 'en_cola')"
            ).fetchone()
            return int(row[0]) if row else 0


@contextmanager
def stage(amount: int) -> Iterator[Stage]:
    with (
        hosts(amount) as machines,
        postgres(GATEWAY, NETWORK) as database,
        servers.graph_stub("0.0.0.0") as stub,  # for the hosts of the bridge
    ):
        url = database.database("bench_scale")
        make = partial(servers.liora_environment, graph_port=stub.port)
        here = make(database_url=url)
        for command in (["manage.py", "migrate", "-v", "0"], ["-m", "bench.seed", str(TENANTS)]):
            subprocess.run([sys.executable, *command], cwd=ROOT, env=here, check=True)
        there = here | {
            "DATABASE_URL": from_there(url),
            "META_GRAPH_URL": f"http://{GATEWAY}:{stub.port}",
            "LOG_LEVEL": "INFO",
        }
        with servers.liora_web(here) as web:
            yield Stage(database, stub, web, there, machines)


def collected(on: Stage, expected: int) -> list[tuple[float, str]]:
    """Return when what reached whom, once all is there or nothing has come for long."""
    found: list[tuple[float, str]] = []
    moved = time.monotonic()
    while len(found) < expected and time.monotonic() - moved < STALLED_S:
        time.sleep(0.2)
        new = [(when, to) for when, to, _ in arrivals(on.stub)["arrivals"]]
        found += new
        moved = time.monotonic() if new else moved
    return found


def drain(on: Stage, crew: int, amount: int) -> Scale:
    """Let a backlog of one message each build up, then let `crew` workers at it."""
    post_each(on.run(conversations=amount, tenants=TENANTS), amount)
    arrivals(on.stub)
    with on.crew(crew):
        came = collected(on, amount)
    times = sorted(when for when, _ in came)
    people = {to for _, to in came}
    span = times[-1] - times[0]
    return Scale(crew, len(times) / span, amount - len(people), len(times) - len(people))


def fairness(on: Stage, effort: Effort) -> Fairness:
    """One business has a long queue; customers of another write, one after another."""
    queue = on.run(tenants=1, conversations=effort.long_queue)
    post_each(queue, effort.long_queue)
    arrivals(on.stub)
    asked_at: dict[str, float] = {}
    with on.crew(1):
        started = time.monotonic()
        single = on.run(tenants=TENANTS)
        for place in range(effort.singles):
            time.sleep(1.5)
            asked_at |= post_all(single, [Asked(place, 5_000_001 + place * TENANTS, place % 5)])
        still = on.waiting()
        came = collected(on, effort.long_queue + effort.singles)
        took = max(when for when, _ in came) - started
    waits = [1000 * (when - asked_at[to]) for when, to in came if to in asked_at]
    return Fairness(effort.long_queue, took, still, waits)


def thousand(on: Stage, effort: Effort) -> Thousand:
    """A thousand businesses are written to at random; one of them is stormed in the middle."""
    with on.crew(2):
        quiet = on.run(tenants=TENANTS, conversations=100_000)
        asked_at: dict[str, float] = {}
        arrivals(on.stub)
        storm = threading.Timer(effort.seconds / 3, _storm, (on, effort.burst))
        storm.start()
        started = time.monotonic()
        for number in range(effort.tenant_rate * effort.seconds):
            ahead = started + number / effort.tenant_rate - time.monotonic()
            time.sleep(max(0.0, ahead))
            # Not the business that is stormed: its customers do wait.
            conversation = 6_000_001 + number * 7 + (number % 7 == 0)
            one = Asked(number, conversation + (conversation % TENANTS == 0), number % 5)
            asked_at |= post_all(quiet, [one])
        storm.join()
        came = collected(on, len(asked_at) + effort.burst)
    waits = [1000 * (when - asked_at[to]) for when, to in came if to in asked_at]
    tenants = len({int(to[4:]) % TENANTS for to in asked_at})
    return Thousand(tenants, effort.tenant_rate, effort.burst, len(asked_at) - len(waits), waits)


def _storm(on: Stage, amount: int) -> None:
    storm = on.run(tenants=TENANTS)
    people = (Asked(place, 7_000_000 + place * TENANTS, place % 5) for place in range(amount))
    assert address(7_000_000).startswith("5191")
    post_all(storm, people)


def main() -> None:
    arguments = argparse.ArgumentParser(prog="make bench-scale", description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="poco y corto, solo para mirar")
    arguments.add_argument("--record", action="store_true", help="guarda las cifras en SCALE.md")
    options = arguments.parse_args()
    if not can_be_made():
        raise SystemExit("Hacen falta Linux, root e iproute2: los hosts son espacios de red.")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    prepare()
    effort = QUICK if options.quick else Effort()
    with stage(max(CREWS)) as on:
        empty = sizes(on.url)
        drained = [drain(on, crew, effort.backlog) for _ in range(effort.rounds) for crew in CREWS]
        disk = grown(empty, sizes(on.url), len(drained) * effort.backlog)
        fair = fairness(on, effort)
        many = thousand(on, effort)
        version = on.database.version
    by_crew = [[one for one in drained if one.workers == crew] for crew in CREWS]
    medians = [
        Scale(
            some[0].workers,
            statistics.median(one.per_s for one in some),
            sum(one.lost for one in some),
            sum(one.twice for one in some),
        )
        for some in by_crew
    ]
    found = Found(medians, disk, fair, many, version)
    publish(found, record=options.record)
