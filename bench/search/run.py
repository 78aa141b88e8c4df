"""`make bench-search`: one catalog of each size, searched with hundreds of questions."""

import argparse
import json
import subprocess
import sys
from typing import Any

from bench import servers
from bench.database import Postgres, postgres
from bench.search.report import publish
from bench.servers import ROOT

SIZES = (10_000, 100_000, 1_000_000)


def main() -> None:
    arguments = argparse.ArgumentParser(prog="make bench-search", description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="sin el millón de filas")
    arguments.add_argument("--record", action="store_true", help="guarda las cifras en SEARCH.md")
    options = arguments.parse_args()
    sizes = SIZES[:-1] if options.quick else SIZES
    with postgres() as database:
        found = [_searched(database, rows) for rows in sizes]
        publish(found, postgres=database.version, record=options.record)


def _searched(database: Postgres, rows: int) -> dict[str, Any]:
    print(f"  {rows:,} filas…", flush=True)
    name = f"bench_search_{rows}"
    environment = servers.liora_environment(database_url=database.database(name), graph_port=9)
    migrate = [sys.executable, "manage.py", "migrate", "-v", "0"]
    subprocess.run(migrate, cwd=ROOT, env=environment, check=True)
    ask = [sys.executable, "-m", "bench.search.probe", str(rows)]
    told = subprocess.run(ask, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE)
    database.drop(name)
    answers: dict[str, Any] = json.loads(told.stdout)
    return answers
