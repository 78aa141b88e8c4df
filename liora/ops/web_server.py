"""How the production web server, Granian, is started."""

import os
import sys
from collections.abc import Mapping

# In development the secrets are known to everybody, so nobody else may reach it.
THIS_MACHINE = "127.0.0.1"
# A container is reached from outside.
EVERY_ADDRESS = "0.0.0.0"  # noqa: S104
APPLICATION = "liora.wsgi:application"

# Milliseconds. A client that cannot send its headers in this time is holding a place for nothing.
HEADER_TIMEOUT_MS = 10_000
# Seconds a worker gets to finish what it has in hand, well below the 30 a container is given.
STOP_TIMEOUT_S = 20
# Connections the kernel holds while every worker is busy: Meta's bursts wait instead of failing.
BACKLOG = 2048


def command(environ: Mapping[str, str], *, port: int, development: bool) -> list[str]:
    """Return the command line that serves the application.

    Read from the environment: HOST, WEB_CONCURRENCY (processes), WEB_THREADS (threads in each) and
    WEB_ACCESS_LOG=1.
    """
    processes = environ.get("WEB_CONCURRENCY") or _processes(development=development)
    threads = environ.get("WEB_THREADS") or _threads(development=development)
    return [
        *(sys.executable, "-m", "granian"),
        *("--interface", "wsgi", "--http", "1", "--no-ws"),
        *("--host", environ.get("HOST") or (THIS_MACHINE if development else EVERY_ADDRESS)),
        *("--port", str(port)),
        *("--workers", str(processes), "--blocking-threads", str(threads)),
        *("--backlog", str(BACKLOG)),
        *("--http1-header-read-timeout", str(HEADER_TIMEOUT_MS)),
        *("--respawn-failed-workers", "--workers-kill-timeout", str(STOP_TIMEOUT_S)),
        "--access-log" if environ.get("WEB_ACCESS_LOG") == "1" else "--no-access-log",
        APPLICATION,
    ]


def _processes(*, development: bool) -> int:
    """Return 1 for SQLite's single writer, else one per core: from 2, past a crash, up to 4."""
    return 1 if development else min(max(2, os.cpu_count() or 2), 4)


def _threads(*, development: bool) -> int:
    """Return 2, or 16 in development: there each message holds a thread and posts to another."""
    return 16 if development else 2
