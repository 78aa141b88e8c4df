"""The production web server, started for real."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from django.conf import settings

from liora.tests.running import Running, free_port, get, get_json, manage, until

pytestmark = [pytest.mark.slow, pytest.mark.own_database]

# The server asks for the body (100 Continue) only once the application is reading it.
HEAD_OF_A_POST = (
    b"POST /webhook/meta HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10\r\n"
    b"Content-Type: application/json\r\nConnection: close\r\nExpect: 100-continue\r\n\r\n"
)


def container_is_healthy(port: int, allowed: str) -> bool:
    check = [sys.executable, str(settings.BASE_DIR / "deploy" / "healthcheck.py")]
    environment = {**os.environ, "PORT": str(port), "ALLOWED_HOSTS": allowed}
    return subprocess.run(check, env=environment, check=False).returncode == 0


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def web(port: int, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Running]:
    url = getattr(request, "param", f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    with manage(
        tmp_path, "web", PORT=str(port), HOST="127.0.0.1", DATABASE_URL=url, WEB_CONCURRENCY="1"
    ) as running:
        until(lambda: get(f"http://127.0.0.1:{port}/health")[0] == 200)
        yield running


def test_it_is_not_ready_on_a_database_without_tables(web: Running, port: int):
    status, body = get_json(f"http://127.0.0.1:{port}/ready")
    assert status == 503
    assert body["estado"] == "caido"
    assert "migraciones" in body["controles"]["migraciones"]["detalle"]


@pytest.mark.parametrize(
    "web", ["postgres://liora@127.0.0.1:1/liora", "sqlite:////nowhere/liora.db"], indirect=True
)
def test_it_lives_but_is_not_ready_without_its_database(web: Running, port: int):
    status, body = get_json(f"http://127.0.0.1:{port}/ready")
    assert status == 503
    assert body["controles"]["base_de_datos"]["detalle"] == "La base de datos no responde."
    assert get(f"http://127.0.0.1:{port}/health")[0] == 200


@pytest.mark.parametrize("allowed", ["", "liora.example.com,otra.example.com", ".example.com"])
def test_the_containers_check_follows_the_server(tmp_path: Path, port: int, allowed: str):
    hosts = {"ALLOWED_HOSTS": allowed} if allowed else {}
    with manage(tmp_path, "web", PORT=str(port), HOST="127.0.0.1", **hosts) as web:
        until(lambda: "Started worker-1" in web.output)
        assert until(lambda: container_is_healthy(port, allowed))
        web.end()
    assert not container_is_healthy(port, allowed)


def test_sigterm_lets_a_request_in_hand_finish(web: Running, port: int):
    with socket.create_connection(("127.0.0.1", port), timeout=10) as caller:
        caller.sendall(HEAD_OF_A_POST)
        assert caller.recv(4096).startswith(b"HTTP/1.1 100")
        web.process.send_signal(signal.SIGTERM)
        until(lambda: "Shutting down" in web.output)
        caller.sendall(b"0123456789")
        assert caller.recv(4096).startswith(b"HTTP/1.1 401")
    assert web.process.wait(20) == 0


def test_a_worker_process_that_dies_is_replaced(web: Running, port: int):
    [worker] = psutil.Process(web.process.pid).children()
    until(lambda: "Started worker-1" in web.output)
    worker.kill()
    until(lambda: psutil.Process(web.process.pid).children() not in ([], [worker]))
    assert until(lambda: get(f"http://127.0.0.1:{port}/health")[0] == 200)
