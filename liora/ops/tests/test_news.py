"""What another connection commits wakes a sleeping worker, on either database."""

import threading
from collections.abc import Iterator

import pytest
from django.db import connection

from liora.ops.news import spread_news
from liora.ops.wake import MESSAGE, STATUS, Wake, notify
from tenants.models import Cliente

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE_S = 10.0


@pytest.fixture
def wake() -> Iterator[Wake]:
    """A wake whose first news, the one of the start, has already come."""
    wake, stopping = Wake(), threading.Event()
    thread = threading.Thread(target=spread_news, args=({MESSAGE: wake}, stopping))
    thread.start()
    assert wake.wait(PATIENCE_S)
    wake.clear()
    yield wake
    stopping.set()
    thread.join(PATIENCE_S)
    assert not thread.is_alive()


def commit() -> None:
    Cliente.objects.create(slug="nuevo", name="Nuevo")
    notify(MESSAGE)


def test_it_works(wake: Wake) -> None:
    commit()
    assert wake.wait(PATIENCE_S)


def test_it_stays_asleep_while_nothing_happens(wake: Wake) -> None:
    assert not wake.wait(0.3)


def test_news_of_another_kind_lets_it_sleep(wake: Wake) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite does not say what the news is")
    notify(STATUS)
    assert not wake.wait(0.3)


def test_a_set_before_the_sleep_is_not_lost() -> None:
    wake = Wake()
    wake.set()
    wake.sleep(PATIENCE_S)
    assert not wake.is_set()


def test_it_goes_on_after_its_connection_was_cut(wake: Wake) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server to cut the connection")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert wake.wait(PATIENCE_S), "news is given once after a reconnection"
    wake.clear()
    commit()
    assert wake.wait(PATIENCE_S)
