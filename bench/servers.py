"""The processes of a run: started, waited for, measured and stopped."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import cpu
from bench.peers_venv import PEERS_PYTHON

ROOT = Path(__file__).resolve().parent.parent
START_TIMEOUT_S = 30.0
STOP_TIMEOUT_S = 25.0
SECRET = secrets.token_hex(24)


@dataclass(frozen=True, slots=True)
class Server:
    name: str
    pid: int
    port: int = 0

    def cpu_s(self) -> float:
        return cpu.cpu_s(self.pid)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def liora_environment(*, database_url: str, graph_port: int) -> dict[str, str]:
    """Return the variables of a production Liora whose Meta is the stand-in."""
    return {
        **os.environ,
        "LIORA_ENV": "production",
        "DATABASE_URL": database_url,
        "SECRET_KEY": secrets.token_hex(24),
        "JWT_SECRET": secrets.token_hex(24),
        # Seeding and serving must agree on it, so it is made once per run.
        "ENCRYPTION_KEY": SECRET,
        "META_APP_SECRET": SECRET,
        "WABA_VERIFY_TOKEN": secrets.token_hex(24),
        "META_GRAPH_URL": f"http://127.0.0.1:{graph_port}",
        "ALLOWED_HOSTS": "127.0.0.1",
        "PUBLIC_URL": "https://bench.invalid",
        "LOG_LEVEL": "WARNING",
        # Its few customers write faster than any person.
        "LOOP_TURNS": "0",
        "PYTHONWARNINGS": "ignore:No directory at",
    }


@contextmanager
def liora_web(environment: Mapping[str, str], *, name: str = "web") -> Iterator[Server]:
    port = free_port()
    env = {**environment, "PORT": str(port), "HOST": "127.0.0.1"}
    with _running(name, [sys.executable, "manage.py", "web"], env=env, port=port) as server:
        yield server


@contextmanager
def liora_worker(environment: Mapping[str, str]) -> Iterator[Server]:
    command = [sys.executable, "manage.py", "worker"]
    with _running("worker", command, env=environment) as server:
        yield server


@contextmanager
def graph_stub(host: str = "127.0.0.1") -> Iterator[Server]:
    """Run the stand-in; `host` is the address it listens at, 0.0.0.0 for all."""
    port = free_port()
    command = [str(PEERS_PYTHON), "-m", "bench.graph_stub", str(port), SECRET, host]
    with _running("stub", command, env=os.environ, port=port, path="/count") as server:
        yield server


@contextmanager
def bare(application: str = "bench.peers.bare_django:application") -> Iterator[Server]:
    """Start the framework's limit on the server, and with the settings, that Liora uses."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--http", "1", "--no-ws"),
        *("--host", "127.0.0.1", "--port", str(port), "--workers", "2"),
        *("--blocking-threads", "2", "--no-access-log", "--log-level", "warning"),
        application,
    ]
    with _running("bare", command, env=os.environ, port=port) as server:
        yield server


@contextmanager
def uvicorn(
    name: str, application: str, env: Mapping[str, str], *, workers: int = 2
) -> Iterator[Server]:
    port = free_port()
    command = [
        *(str(PEERS_PYTHON), "-m", "uvicorn", application, "--host", "127.0.0.1"),
        *("--port", str(port), "--workers", str(workers), "--no-access-log"),
        *("--log-level", "warning", "--backlog", "2048"),
    ]
    with _running(name, command, env={**os.environ, **env}, port=port) as server:
        yield server


@contextmanager
def _running(
    name: str,
    command: Sequence[str],
    *,
    env: Mapping[str, str],
    port: int = 0,
    path: str = "/ready",
) -> Iterator[Server]:
    process = subprocess.Popen(command, cwd=ROOT, env=env, start_new_session=True)
    try:
        if port:
            _wait_until_answered(process, f"http://127.0.0.1:{port}{path}", name)
        yield Server(name, process.pid, port)
    finally:
        _stop(process)


def _wait_until_answered(process: subprocess.Popen[bytes], url: str, name: str) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{name}: no respondió en {START_TIMEOUT_S:.0f} s ({url}).")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
