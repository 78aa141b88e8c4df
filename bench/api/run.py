"""`make bench-api`: the API beside a bare DRF view, in turns, on a million messages."""

import argparse
import json
import statistics
import subprocess
import sys
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass

from bench import servers
from bench.api.load import CONNECTIONS, Calls, call
from bench.api.report import publish
from bench.database import postgres
from bench.servers import ROOT

ROUNDS, SECONDS, ROWS = 5, 4.0, 1_000_000
HOST = {"Host": "127.0.0.1", "X-Forwarded-Proto": "https"}


@dataclass(frozen=True, slots=True)
class Target:
    name: str
    port: int
    path: str
    signed: bool


def main() -> None:
    arguments = argparse.ArgumentParser(prog="make bench-api", description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="una ronda corta y menos filas")
    arguments.add_argument("--record", action="store_true", help="guarda las cifras en API.md")
    options = arguments.parse_args()
    rounds, rows = (1, 100_000) if options.quick else (ROUNDS, ROWS)
    with ExitStack() as stack:
        database = stack.enter_context(postgres())
        environment = servers.liora_environment(
            database_url=database.database("bench_api"), graph_port=9
        )
        seeded = _seeded(environment, rows)
        web = stack.enter_context(servers.liora_web(environment))
        bare = stack.enter_context(servers.bare("bench.peers.bare_drf:application"))
        found = _measured(_targets(web.port, bare.port, seeded), seeded["token"], rounds)
    facts = {
        "rows": f"{rows:,}",
        "rounds": rounds,
        "seconds": SECONDS,
        "connections": CONNECTIONS,
        "postgres": database.version,
    }
    publish(found, facts, record=options.record)


def _seeded(environment: dict[str, str], rows: int) -> dict[str, str]:
    migrate = [sys.executable, "manage.py", "migrate", "-v", "0"]
    subprocess.run(migrate, cwd=ROOT, env=environment, check=True)
    fill = [sys.executable, "-m", "bench.api.seed", str(rows)]
    told = subprocess.run(fill, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE)
    seeded: dict[str, str] = json.loads(told.stdout)
    return seeded


def _targets(web: int, bare: int, seeded: dict[str, str]) -> list[Target]:
    logs = "/api/v1/clientes/bench/logs?limit=50"
    return [
        Target("bare DRF view", bare, "/me", signed=False),
        Target("GET /me", web, "/api/v1/me", signed=True),
        Target("50 logs, first page", web, logs, signed=True),
        Target("50 logs, middle page", web, f"{logs}&cursor={seeded['middle']}", signed=True),
        Target("50 logs, deepest page", web, f"{logs}&cursor={seeded['deepest']}", signed=True),
    ]


def _measured(targets: list[Target], token: str, rounds: int) -> dict[str, Calls]:
    """Measure every target in each round, and return the medians of the rounds."""
    rounds_of: defaultdict[str, list[Calls]] = defaultdict(list)
    for place in range(rounds):
        for target in targets:
            headers = HOST | ({"Authorization": f"Bearer {token}"} if target.signed else {})
            one = call(target.port, target.path, headers, seconds=SECONDS)
            print(
                f"  {place + 1} {target.name:24} {one.per_s:7.0f}/s  {one.p50:6.1f} ms", flush=True
            )
            rounds_of[target.name].append(one)
    return {name: _median(calls) for name, calls in rounds_of.items()}


def _median(calls: list[Calls]) -> Calls:
    return Calls(
        per_s=statistics.median(one.per_s for one in calls),
        p50=statistics.median(one.p50 for one in calls),
        p99=statistics.median(one.p99 for one in calls),
        wrong=sum(one.wrong for one in calls),
    )
