"""The whole bench: everything is started, then measured in turns, round after round.

Medians of interleaved rounds, because the machine is never quiet: what is compared was measured
seconds apart, and a figure from another minute is worth nothing.
"""

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial

import psycopg

from bench import cpu, servers
from bench.database import Postgres, postgres
from bench.measure import Measured, burst, tell_statuses
from bench.peers_venv import prepare
from bench.report import publish
from bench.servers import ROOT, SECRET, Server
from bench.traffic import Run

ROAD, INTAKE = "bench_road", "bench_intake"
IDLE_S = 10.0
INTAKE_CONNECTIONS = 16
# The last status of a message comes half a second after it.
STATUSES_TAKE_S = 1.5


@dataclass(frozen=True, slots=True)
class Effort:
    """How long is measured. `offered` is above what anybody here can serve, messages per second."""

    rounds: int = 3
    rates: tuple[int, ...] = (10, 50, 100, 200)
    latency_s: float = 6.0
    bar_rates: tuple[int, ...] = (50, 100, 150, 200, 300)
    offered: int = 800
    peer_offered: tuple[int, ...] = (250, 400)
    saturation_s: float = 7.0
    intake_s: float = 3.0


QUICK = Effort(
    rounds=1,
    rates=(50, 200),
    bar_rates=(50, 100, 200),
    latency_s=4.0,
    saturation_s=5.0,
    intake_s=2.0,
)


@dataclass(slots=True)
class Results:
    measured: dict[str, list[Measured]] = field(default_factory=dict)
    """By name of the measurement, one per round."""
    facts: dict[str, float | str] = field(default_factory=dict)

    def note(self, name: str, one: Measured) -> None:
        self.measured.setdefault(name, []).append(one)
        told = one.tally
        print(
            f"  {name:24} {told.replied or told.acknowledged:6} mensajes"
            f"  {told.replies_per_s or told.acks_per_s:7.0f}/s"
            f"  ajeno {one.elsewhere:4.0%}",
            flush=True,
        )


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything that runs. `road` and `intake` are two Lioras: the second one has no worker."""

    database: Postgres
    stub: Server
    road: Server
    worker: Server
    intake: Server
    bare: Server
    durable: Server
    pywa: Server


@contextmanager
def stage() -> Iterator[Stage]:
    with ExitStack() as stack:
        database = stack.enter_context(postgres())
        stub = stack.enter_context(servers.graph_stub())
        make = partial(servers.liora_environment, graph_port=stub.port)
        road = make(database_url=_seeded(database, ROAD, make))
        intake = make(database_url=_seeded(database, INTAKE, make))
        peer = {"META_APP_SECRET": SECRET, "META_GRAPH_URL": f"http://127.0.0.1:{stub.port}"}
        durable = {**peer, "DATABASE_URL": intake["DATABASE_URL"]}
        yield Stage(
            database,
            stub,
            stack.enter_context(servers.liora_web(road)),
            stack.enter_context(servers.liora_worker(road)),
            stack.enter_context(servers.liora_web(intake, name="intake")),
            stack.enter_context(servers.bare()),
            stack.enter_context(
                servers.uvicorn("durable", "bench.peers.fastapi_durable:app", durable)
            ),
            stack.enter_context(servers.uvicorn("pywa", "bench.peers.pywa_app:app", peer)),
        )


def _seeded(database: Postgres, name: str, make: Callable[..., dict[str, str]]) -> str:
    url = database.database(name)
    environment = make(database_url=url)
    for command in (["manage.py", "migrate", "-v", "0"], ["-m", "bench.seed"]):
        subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=True)
    return url


def measure_all(on: Stage, effort: Effort) -> Results:
    results = Results()
    first_contacts(on, results)
    idle(on, results)
    for place in range(effort.rounds):
        print(f"Ronda {place + 1} de {effort.rounds}", flush=True)
        latencies(on, results, effort, place)
        bar(on, results, effort, place)
        saturation(on, results, effort, place)
        intake(on, results, effort, place)
    return results


def first_contacts(on: Stage, results: Results) -> None:
    """Let everybody write for the first time: measured alone, because it happens once a person."""
    run = Run("new", on.road.port, SECRET, rate=2000, seconds=1, batch=20, each_once=True)
    results.note("first_contact", burst(run, _road(on), on.stub))


def idle(on: Stage, results: Results) -> None:
    time.sleep(2)
    before = on.worker.cpu_s()
    time.sleep(IDLE_S)
    results.facts["idle_cpu_share"] = (on.worker.cpu_s() - before) / IDLE_S
    results.facts["worker_pss_mb"] = cpu.pss_mb(on.worker.pid)
    results.facts["web_pss_mb"] = cpu.pss_mb(on.road.pid)


def latencies(on: Stage, results: Results, effort: Effort, place: int) -> None:
    for rate in effort.rates:
        for name, server, parts in (("liora", on.road, _road(on)), ("pywa", on.pywa, _peer(on))):
            run = Run(f"{name}{rate}r{place}", server.port, SECRET, rate, effort.latency_s)
            results.note(f"{name}@{rate}", burst(run, parts, on.stub))


def bar(on: Stage, results: Results, effort: Effort, place: int) -> None:
    """Take what Meta asks a server to be ready for: three posts for each reply, beside the asking.

    Source: Cloud API, webhooks, capacity: three times the outgoing traffic and once the incoming.
    """
    tell_statuses(on.stub, on.road.port)
    for rate in effort.bar_rates:
        run = Run(f"bar{rate}r{place}", on.road.port, SECRET, rate, effort.latency_s)
        results.note(f"bar@{rate}", burst(run, _road(on), on.stub, settle_s=STATUSES_TAKE_S))
    tell_statuses(on.stub, 0)


def saturation(on: Stage, results: Results, effort: Effort, place: int) -> None:
    for rate in effort.peer_offered:
        run = Run(f"pywamax{rate}r{place}", on.pywa.port, SECRET, rate, effort.saturation_s)
        results.note(f"pywa_max@{rate}", burst(run, _peer(on), on.stub))
    run = Run(f"max{place}", on.road.port, SECRET, effort.offered, effort.saturation_s)
    results.note("liora_max", burst(run, _road(on), on.stub))


def intake(on: Stage, results: Results, effort: Effort, place: int) -> None:
    for name, server, batch in (
        ("bare_django", on.bare, 1),
        ("intake", on.intake, 1),
        ("fastapi_psycopg", on.durable, 1),
        ("intake_batch_100", on.intake, 100),
    ):
        run = Run(
            f"{name}{place}",
            server.port,
            SECRET,
            rate=0,
            seconds=effort.intake_s,
            connections=INTAKE_CONNECTIONS,
            batch=batch,
        )
        results.note(name, burst(run, {"web": server.pid, "postgres": on.database.postmaster}))
        _empty(on.database)


def _empty(database: Postgres) -> None:
    url = database.address(INTAKE)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("TRUNCATE inbound_event, inbound_lane, peer_event CASCADE")


def _road(on: Stage) -> dict[str, int]:
    return {
        "web": on.road.pid,
        "worker": on.worker.pid,
        "postgres": on.database.postmaster,
        "stub": on.stub.pid,
    }


def _peer(on: Stage) -> dict[str, int]:
    return {"web": on.pywa.pid, "stub": on.stub.pid}


def main() -> None:
    arguments = argparse.ArgumentParser(prog="make bench", description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="una ronda corta, solo para mirar")
    arguments.add_argument("--record", action="store_true", help="guarda las cifras en RESULTS.md")
    options = arguments.parse_args()
    command = "make bench" + (' ARGS="--quick"' if options.quick else "")
    # Told to stop, it must not leave its servers behind: they would work against the next run.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    prepare()
    with stage() as on:
        results = measure_all(on, QUICK if options.quick else Effort())
        results.facts |= {"postgres": on.database.version, "cores": os.cpu_count() or 0}
    publish(results.measured, results.facts, command=command, record=options.record)
