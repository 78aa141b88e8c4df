"""`make bench-publish`: each way publishes each file, in turns, on fresh databases."""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from bench import servers
from bench.database import Postgres, postgres
from bench.publish.files import write
from bench.publish.report import publish
from bench.servers import ROOT

SIZES = (10_000, 100_000, 1_000_000)
ROUNDS = {10_000: 3, 100_000: 3, 1_000_000: 1}
# Beyond this django-import-export takes minutes and gigabytes.
LARGEST_IMPORT = 100_000
PEER = ("django-import-export==4.4.3",)

Figures = dict[str, float]


def main() -> None:
    arguments = argparse.ArgumentParser(prog="make bench-publish", description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="sin el millón de filas")
    arguments.add_argument("--record", action="store_true", help="guarda las cifras en PUBLISH.md")
    options = arguments.parse_args()
    with postgres() as database, tempfile.TemporaryDirectory() as directory:
        peer = _peer(Path(directory))
        found = {
            rows: _measured(database, Path(directory), rows, peer)
            for rows in (SIZES[:-1] if options.quick else SIZES)
        }
        publish(found, postgres=database.version, record=options.record)


def _peer(directory: Path) -> Path:
    target = directory / "peer"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(target), *PEER],
        check=True,
    )
    # Liora's own Django is the one to measure.
    for own in target.glob("[Dd]jango"):
        own.rename(own.with_name(f"not-{own.name}"))
    return target


def _measured(database: Postgres, directory: Path, rows: int, peer: Path) -> dict[str, Figures]:
    path = directory / f"{rows}.csv"
    write(path, rows)
    _probe(database, "filas", path, peer)
    ways = ["copy_plain", "copy", "liora"]
    if rows <= LARGEST_IMPORT:
        ways.append("import_export")
    told: dict[str, list[Figures]] = defaultdict(list)
    for number in range(ROUNDS[rows]):
        for way in ways:
            print(f"  {rows:,} filas, vuelta {number + 1}, {way}…", flush=True)
            told[way].append(_probe(database, way, path, peer))
    return {way: _medians(figures) for way, figures in told.items()}


def _probe(database: Postgres, way: str, path: Path, peer: Path) -> Any:
    name = "bench_publish"
    environment = servers.liora_environment(database_url=database.database(name), graph_port=9)
    environment["PYTHONPATH"] = os.pathsep.join((str(ROOT), str(peer)))
    migrate = [sys.executable, "manage.py", "migrate", "-v", "0"]
    subprocess.run(migrate, cwd=ROOT, env=environment, check=True)
    ask = [sys.executable, "-m", "bench.publish.probe", way, str(path)]
    told = subprocess.run(ask, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE)
    database.drop(name)
    return json.loads(told.stdout)


def _medians(figures: list[Figures]) -> Figures:
    return {name: statistics.median(one[name] for one in figures) for name in figures[0]}
