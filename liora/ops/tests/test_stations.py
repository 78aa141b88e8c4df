"""The loop of a worker: steps, sleeps, survives, and stops."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, OperationalError

from liora.ops import stations
from liora.ops.stations import Loop
from liora.ops.wake import Wake

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE_S = 20


class Counting:
    """A station whose steps are told: True (there was work), False, or an exception."""

    name = "counting"

    def __init__(self, *steps: bool | Exception) -> None:
        self.steps = list(steps)
        self.taken = 0
        self.closed = threading.Event()

    def step(self) -> bool:
        self.taken += 1
        said = self.steps.pop(0) if self.steps else False
        if isinstance(said, Exception):
            raise said
        return said

    def close(self) -> None:
        self.closed.set()


@contextmanager
def running(station: Counting, *, idle_s: float = 60) -> Iterator[Loop]:
    loop = Loop(station, idle_s, threading.Event())
    thread = loop.start()
    try:
        yield loop
    finally:
        loop.stopping.set()
        loop.wake.set()
        thread.join(PATIENCE_S)
        assert not thread.is_alive()


def steps_reach(station: Counting, count: int) -> bool:
    deadline = time.monotonic() + PATIENCE_S
    while station.taken < count and time.monotonic() < deadline:
        time.sleep(0.005)
    return station.taken >= count


def test_it_steps_on_while_there_is_work_and_then_sleeps():
    station = Counting(True, True, True)
    with running(station):
        assert steps_reach(station, 4)
        time.sleep(0.1)
        assert station.taken == 4


def test_whoever_wakes_it_is_heard_at_once():
    station = Counting()
    with running(station) as loop:
        assert steps_reach(station, 1)
        loop.wake.set()
        assert steps_reach(station, 2)


def test_nobody_need_wake_it():
    station = Counting()
    with running(station, idle_s=0.02):
        assert steps_reach(station, 5)


@pytest.mark.parametrize(
    "trouble", [OperationalError("away"), DatabaseError("refused"), ValueError("a bug")], ids=repr
)
def test_trouble_is_waited_for_and_survived(trouble, monkeypatch, caplog):
    monkeypatch.setattr(stations, "AFTER_TROUBLE_S", 0.05)
    station = Counting(trouble, trouble)
    with running(station):
        assert steps_reach(station, 3)
    assert "station=counting" in caplog.text


def test_trouble_does_not_make_it_spin(monkeypatch):
    monkeypatch.setattr(stations, "AFTER_TROUBLE_S", 0.2)
    station = Counting(*[ValueError("a bug")] * 1000)
    with running(station):
        time.sleep(0.5)
        assert station.taken < 6


def test_in_the_end_it_finishes_what_is_in_hand():
    station = Counting()
    with running(station):
        assert steps_reach(station, 1)
    assert station.closed.is_set()


def test_one_that_cannot_finish_still_ends(caplog):
    class Stubborn(Counting):
        def close(self) -> None:
            raise OperationalError("away")

    with running(Stubborn()) as loop:
        assert steps_reach(loop.station, 1)
    assert "station.close" in caplog.text


def test_a_wake_that_comes_while_nobody_sleeps_is_not_lost():
    wake = Wake()
    wake.set()
    started = time.monotonic()
    wake.sleep(30)
    assert time.monotonic() - started < 5
