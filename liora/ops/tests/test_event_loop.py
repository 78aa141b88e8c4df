"""A loop in a thread: what is begun on it runs, and ends when it is closed."""

import asyncio
import threading
from collections.abc import Iterator

import pytest

from liora.ops.event_loop import EventLoop
from liora.tests.running import until


async def nothing() -> None:
    pass


@pytest.fixture
def loop() -> Iterator[EventLoop]:
    loop = EventLoop("test-loop")
    yield loop
    loop.close(nothing, grace_s=0)


def test_what_is_called_runs_on_the_thread_of_that_name(loop):
    names: list[str] = []
    loop.call(lambda: names.append(threading.current_thread().name))
    until(lambda: names)
    assert names == ["test-loop"]


def test_work_goes_on_beside_other_work(loop):
    done: list[str] = []
    gate = asyncio.Event()

    async def wait() -> None:
        await gate.wait()
        done.append("waited")

    async def open_gate() -> None:
        done.append("opened")
        gate.set()

    loop.call(lambda: (loop.run(wait()), loop.run(open_gate())))
    until(lambda: len(done) == 2)
    assert done == ["opened", "waited"]


def test_a_moment_later_is_later(loop):
    done: list[str] = []
    loop.call(lambda: (loop.call_later(0.05, lambda: done.append("later")), done.append("now")))
    until(lambda: len(done) == 2)
    assert done == ["now", "later"]


def test_closing_gives_up_what_hangs_and_then_does_the_last_thing():
    loop = EventLoop("test-close")
    done: list[str] = []

    async def hang() -> None:
        try:
            done.append("begun")
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            done.append("given up")
            raise

    async def last() -> None:
        done.append("last")

    loop.call(lambda: loop.run(hang()))
    until(lambda: done)
    loop.close(last, grace_s=0.1)
    assert done == ["begun", "given up", "last"]
    assert "test-close" not in [thread.name for thread in threading.enumerate()]


def test_closing_waits_a_while_for_what_is_nearly_done():
    loop = EventLoop("test-grace")
    done: list[str] = []

    async def finish() -> None:
        done.append("begun")
        await asyncio.sleep(0.1)
        done.append("finished")

    loop.call(lambda: loop.run(finish()))
    until(lambda: done)
    loop.close(nothing, grace_s=5)
    assert done == ["begun", "finished"]


def test_closing_what_never_ran_or_is_closed_already_does_nothing():
    loop = EventLoop("test-idle")
    loop.close(nothing, grace_s=5)
    loop.call(lambda: None)
    loop.close(nothing, grace_s=0)
    loop.close(nothing, grace_s=0)
    assert "test-idle" not in [thread.name for thread in threading.enumerate()]


def test_what_fails_harms_nothing_else(loop, caplog):
    done: list[str] = []

    async def fail() -> None:
        raise ValueError("of its own")

    loop.call(lambda: loop.run(fail()))
    loop.call(lambda: done.append("after"))
    until(lambda: done)
    assert done == ["after"]
