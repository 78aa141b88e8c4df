"""Whoever holds SQLite's write lock never waits for a thread that waits for it."""

import gc
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.db import DatabaseError, connection, transaction

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.own_database]


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    gc.collect()
    yield
    assert gc.isenabled(), "nobody gave the collector back"


class Knot:
    """What only the collector can undo, with a cursor that is in the middle of its rows."""

    def __init__(self) -> None:
        self.itself = self
        self.cursor = connection.cursor()
        self.cursor.execute("SELECT 1 UNION ALL SELECT 2")


def allocate_until_python_collects() -> list[list[int]]:
    return [[number] for number in range(5_000)]


def test_the_holder_of_the_lock_does_not_wait_for_those_who_wait_for_it() -> None:
    locked, waiting = threading.Event(), threading.Event()
    waited: list[float] = []

    def wait_for_the_lock() -> None:
        locked.wait()
        Knot()
        waiting.set()
        started = time.monotonic()
        with transaction.atomic():
            waited.append(time.monotonic() - started)
        connection.close()

    other = threading.Thread(target=wait_for_the_lock)
    other.start()
    with transaction.atomic():
        locked.set()
        waiting.wait()
        time.sleep(0.2)
        allocate_until_python_collects()
    other.join()
    assert waited, "the other gave up after its ten seconds"
    assert waited[0] < 5


def test_the_collector_rests_while_the_lock_is_held() -> None:
    with transaction.atomic():
        assert not gc.isenabled()
        with transaction.atomic():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_collector_is_back_after_a_rollback() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        raise ZeroDivisionError
    assert gc.isenabled()


def test_the_collector_is_back_after_a_connection_is_closed_too_early() -> None:
    with suppress(DatabaseError), transaction.atomic():
        connection.close()
        assert gc.isenabled()


def test_a_collector_somebody_else_switched_off_stays_off() -> None:
    gc.disable()
    try:
        with transaction.atomic():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
