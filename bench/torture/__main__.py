"""`make torture`: kills, restarts, outages and a lying Meta; the table says what came of it."""

import argparse
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from bench.database import Postgres, hosts_can_reach_it, postgres
from bench.scale.hosts import GATEWAY, NETWORK, Host, can_be_made, hosts
from bench.torture import scenarios
from bench.torture.cut_off import cut_off
from bench.torture.dead_graph import dead_graph
from bench.torture.house import IN_HASTE, Leases
from bench.torture.report import PAGE, page
from bench.torture.scenarios import Outcome
from bench.torture.siege import Siege, prepare, siege

NAME = "bench_torture"
NO_HOSTS = (
    "Sin el host cortado de la red: hacen falta Linux, root, iproute2 y el PostgreSQL del sistema."
)
WEB_DIES = "any@0.0005"


def main() -> None:
    options = _options()
    # Told to stop, it must not leave its processes behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    outcomes: list[Outcome] = []
    if "pg" in options.db:
        outcomes += _on_postgres(options)
    if "sqlite" in options.db:
        outcomes += _on_sqlite(options)
    told = page(outcomes, f"make torture {_arguments()}".strip())
    print(told)
    if options.record:
        PAGE.write_text(told)
    sys.exit(0 if all(one.is_clean for one in outcomes) else 1)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make torture", description=__doc__)
    parser.add_argument("--db", default="pg,sqlite", help="pg, sqlite o los dos")
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=220)
    parser.add_argument("--people", type=int, default=2_000)
    parser.add_argument("--outage", type=int, default=5_000, help="mensajes de la hora sin worker")
    parser.add_argument("--dead", type=int, default=2_000, help="mensajes con una Graph muerta")
    parser.add_argument("--frozen", type=int, default=2_000, help="mensajes con un worker helado")
    parser.add_argument("--cut", type=int, default=2_000, help="mensajes con un host cortado")
    parser.add_argument(
        "--leases", default="10,30", help="segundos de inbox y outbox, como los trae el producto"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--record", action="store_true", help="guarda la tabla en TORTURE.md")
    return parser.parse_args()


def _leases(options: argparse.Namespace) -> Leases:
    return dict(zip(IN_HASTE, map(int, options.leases.split(",")), strict=True))


def _arguments() -> str:
    given = [one for one in sys.argv[1:] if one != "--record"]
    return f'ARGS="{" ".join(given)}"' if given else ""


def _on_postgres(options: argparse.Namespace) -> Iterator[Outcome]:
    with postgres() as server:
        yield from _on_one_machine(server, options)
    if can_be_made() and hosts_can_reach_it():
        with hosts(2) as machines, postgres(GATEWAY, NETWORK) as server:
            yield from _on_two_hosts(server, machines, options)
    else:
        print(NO_HOSTS, flush=True)


def _on_two_hosts(
    server: Postgres, machines: Sequence[Host], options: argparse.Namespace
) -> Iterator[Outcome]:
    with _besieged(_prepared(server), options, workers=2, hosts=machines) as one:
        yield _said(cut_off(one, machines[0], messages=options.cut, seed=options.seed))


def _prepared(server: Postgres) -> str:
    url = server.database(NAME)
    prepare(url)
    return url


def _on_one_machine(server: Postgres, options: argparse.Namespace) -> Iterator[Outcome]:
    fresh = partial(_prepared, server)
    yield from _common(fresh, options)
    with _besieged(fresh(), options) as one:
        yield _said(
            scenarios.database_restart(
                one, server.restart, messages=2_000, people=500, seed=options.seed
            )
        )


def _on_sqlite(options: argparse.Namespace) -> Iterator[Outcome]:
    with tempfile.TemporaryDirectory(prefix="liora-torture-") as directory:
        places = iter(range(100))

        def fresh() -> str:
            url = f"sqlite:///{directory}/{next(places)}.db"
            prepare(url)
            return url

        yield from _common(fresh, options)


def _common(fresh: Callable[[], str], options: argparse.Namespace) -> Iterator[Outcome]:
    with _besieged(fresh(), options, web_fault=WEB_DIES) as one:
        yield _said(
            scenarios.kills(
                one,
                messages=options.messages,
                people=options.people,
                amount=options.kills,
                seed=options.seed,
            )
        )
    with _besieged(fresh(), options) as one:
        yield _said(
            scenarios.workers_away(one, messages=options.outage, people=500, seed=options.seed)
        )
    with _besieged(fresh(), options) as one:
        yield _said(scenarios.freezes(one, messages=options.frozen, people=500, seed=options.seed))
    with _besieged(fresh(), options, badness=0.0) as one:
        yield _said(dead_graph(one, messages=options.dead, seed=options.seed))


@contextmanager
def _besieged(url: str, options: argparse.Namespace, **settings: Any) -> Iterator[Siege]:
    with (
        tempfile.TemporaryDirectory(prefix="liora-torture-") as directory,
        siege(url, Path(directory), seed=options.seed, leases=_leases(options), **settings) as one,
    ):
        yield one


def _said(one: Outcome) -> Outcome:
    print(page([one], "…"), flush=True)
    return one


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"torture: {error}")
