"""`manage.py demo`, started for real on a database of its own."""

import signal
import socket
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from pathlib import Path

import psutil
import pytest

from liora.demo.port import is_taken
from liora.tests.running import Running, free_port, get, manage, until

pytestmark = [pytest.mark.slow, pytest.mark.own_database]

Start = Callable[[], AbstractContextManager[Running]]


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "demo.sqlite3"


@pytest.fixture
def start(tmp_path: Path, port: int, database: Path) -> Start:
    """Return a function that starts the demo, the same one each time."""
    return lambda: manage(tmp_path, "demo", PORT=str(port), DATABASE_URL=f"sqlite:///{database}")


@pytest.fixture
def demo(start: Start) -> Iterator[Running]:
    with start() as running:
        until_it_welcomes(running)
        yield running


def until_it_welcomes(demo: Running) -> None:
    until(lambda: "Ctrl-C" in demo.output or demo.process.poll() is not None)
    assert demo.process.poll() is None, demo.output


def child(demo: Running, name: str) -> psutil.Process:
    return next(
        process
        for process in psutil.Process(demo.process.pid).children()
        if name in process.cmdline() or (name == "web" and "granian" in process.cmdline())
    )


def addresses_listened_to(port: int) -> set[str]:
    return {
        connection.laddr.ip
        for connection in psutil.net_connections("tcp")
        if connection.status == psutil.CONN_LISTEN and connection.laddr.port == port
    }


def clientes(database: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute("SELECT id, slug FROM cliente").fetchall()


def test_it_shows_where_everything_is_to_this_machine_only(demo: Running, port: int):
    for path in ("/simulador/", "/admin/", "/health", "/ready"):
        url = f"http://127.0.0.1:{port}{path}"
        assert url in demo.output
        assert get(url)[0] == 200
    assert "owner@demo" in demo.output
    assert addresses_listened_to(port) == {"127.0.0.1"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_it_ends_in_good_order(demo: Running, port: int, number: signal.Signals):
    children = psutil.Process(demo.process.pid).children(recursive=True)
    assert len(children) >= 2
    assert demo.end(number) == 0
    assert "Liora se detuvo" in demo.output
    assert [process for process in children if process.is_running()] == []
    assert not is_taken(port)


def test_a_second_start_is_quick_and_keeps_the_data(start: Start, database: Path):
    with start() as first:
        until_it_welcomes(first)
        assert first.end(signal.SIGTERM) == 0
    kept = clientes(database)
    began = time.monotonic()
    with start() as second:
        until_it_welcomes(second)
        assert time.monotonic() - began < 20
    assert "demo" in [slug for _id, slug in kept]
    assert clientes(database) == kept


@pytest.mark.parametrize(("dies", "lives"), [("web", "worker"), ("worker", "web")])
def test_it_stops_everything_when_one_process_dies(demo: Running, port: int, dies: str, lives: str):
    other = child(demo, lives)
    child(demo, dies).kill()
    assert demo.process.wait(30) == 1
    assert f"Terminó por su cuenta: {dies}" in demo.output
    assert not other.is_running()
    assert not is_taken(port)


def test_it_says_when_the_port_is_taken_before_it_touches_anything(
    start: Start, port: int, database: Path
):
    with socket.create_server(("127.0.0.1", port)), start() as demo:
        assert demo.process.wait(30) == 1
        assert f"El puerto {port} está ocupado" in demo.output
    assert not database.exists()


@pytest.mark.parametrize("environment", ["staging", "production"])
def test_it_refuses_to_run_outside_development(tmp_path: Path, port: int, environment: str):
    names = ("SECRET_KEY", "JWT_SECRET", "ENCRYPTION_KEY", "META_APP_SECRET", "WABA_VERIFY_TOKEN")
    with manage(
        tmp_path,
        "demo",
        **{name: f"a-long-enough-value-for-{name[:4]}-1234567890" for name in names},
        LIORA_ENV=environment,
        ALLOWED_HOSTS="example.org",
        PUBLIC_URL="https://example.org",
        PORT=str(port),
    ) as demo:
        assert demo.process.wait(30) == 1
        assert "solo para desarrollo" in demo.output
