"""A full disk is answered 503, harms nothing, and is over when there is room again."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings

from liora.tests.posting import body_of, post
from liora.tests.running import free_port, get, manage, until
from tenants.models import Cliente
from whatsapp.models import WabaAccount
from whatsapp.simulator.addresses import Person

PEOPLE = 60
MEGABYTE = 1 << 20

pytestmark = [pytest.mark.slow, pytest.mark.own_database]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Return a directory with a disk of its own, of 24 MB."""
    directory = tmp_path / "disk"
    directory.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "liora-test", str(directory)]
    if os.geteuid() != 0 or subprocess.run(mount, stderr=subprocess.DEVNULL).returncode:
        pytest.skip("only root may mount a disk for the test")
    yield directory
    subprocess.run(["umount", str(directory)], check=True)


@pytest.fixture
def number(disk: Path) -> WabaAccount:
    """Return the demo's number, in a database on that disk."""
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{disk / 'liora.sqlite3'}"}
    for command in (["migrate", "-v", "0"], ["seed_demo"]):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=settings.BASE_DIR,
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    return WabaAccount(
        cliente=Cliente(slug="demo"),
        phone_number_id="100000000000001",
        waba_id="200000000000001",
        display_phone="+5493515550000",
    )


def fill(disk: Path) -> Path:
    """Take all the room that is left."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (MEGABYTE, 4096, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue
    return ballast


def people() -> list[Person]:
    return [Person(wa_id=f"{5493515550300 + place}", name="Ana") for place in range(PEOPLE)]


def kept(disk: Path) -> tuple[int, str]:
    with closing(sqlite3.connect(disk / "liora.sqlite3")) as database:
        (count,) = database.execute(
            "SELECT count(*) FROM inbound_event WHERE kind = 'message'"
        ).fetchone()
        (state,) = database.execute("PRAGMA integrity_check").fetchone()
        return count, state


def test_nothing_acknowledged_is_lost(disk: Path, number: WabaAccount, tmp_path: Path) -> None:
    port = free_port()
    url = f"sqlite:///{disk / 'liora.sqlite3'}"
    bodies = [body_of(number, "hola " * 400, person=person) for person in people()]
    with manage(tmp_path, "web", PORT=str(port), HOST="127.0.0.1", DATABASE_URL=url):
        until(lambda: get(f"http://127.0.0.1:{port}/health")[0] == 200)
        ballast = fill(disk)
        answers = [post(port, body) for body in bodies]
        assert set(answers) <= {200, 503}
        assert 503 in answers
        assert get(f"http://127.0.0.1:{port}/health")[0] == 200
        ballast.unlink()
        assert kept(disk) == (answers.count(200), "ok")
        assert [post(port, body) for body in bodies] == [200] * PEOPLE
    assert kept(disk) == (PEOPLE, "ok")
