"""A worker that dies, or loses its lane, while a webhook is being called."""

import signal
import threading
from datetime import timedelta

import pytest

from conversations.hooks.calling import HookClient
from conversations.hooks.rounds import MAX_CRASHES
from conversations.hooks.sender import HookSender
from conversations.hooks.tests.conftest import LEASE_S, PATIENCE
from conversations.hooks.tests.look import change, event, events, lane
from conversations.hooks.tests.receiver import Handler
from conversations.models import HookEvent, HookLane
from conversations.tests.letters import BETO, write
from conversations.tests.stations import let_pass
from liora.ops import lanes
from liora.tests.running import manage, until
from whatsapp.tests.graph_server import answer

Estado = HookEvent.Estado


def die() -> None:
    """Let a worker take the lane in hand and vanish."""
    assert lanes.claim(HookLane, limit=1, lease=timedelta(seconds=LEASE_S))
    let_pass(LEASE_S + 1)


def another() -> HookSender:
    return HookSender(HookClient(patience=PATIENCE), lease_s=LEASE_S)


def test_its_events_go_out_when_the_lease_ends(one, theirs, deliver):
    lanes.claim(HookLane, limit=1, lease=timedelta(seconds=LEASE_S))
    deliver()
    assert theirs.calls == []
    let_pass(LEASE_S + 1)
    deliver()
    assert [call.delivery for call in theirs.calls] == [str(one.pk)]


def test_one_that_kills_workers_is_put_aside_and_the_rest_goes_on(one, hooked, theirs, work):
    write(hooked, "aparte", from_=BETO)
    work()
    for _ in range(MAX_CRASHES + 1):
        die()
    sender = another()
    while sender.step() or sender.is_busy:
        pass
    sender.close()
    assert [row.trouble for row in events(estado=Estado.MUERTO)] == ["error_interno"]
    assert theirs.told == [("message.received", "aparte"), ("message.sent", "eco: aparte")]


class TestATakenLane:
    """The lease ended while they answered; another worker has the lane now."""

    @pytest.fixture
    def slow(self, one, theirs, sender):
        go_on = threading.Event()

        def wait(then):
            def play(handler: Handler) -> None:
                go_on.wait(5)
                then(handler)

            return play

        def begin(then) -> None:
            theirs.will(wait(then))
            sender.carrier.client = HookClient()
            sender.step()
            until(lambda: theirs.calls)
            let_pass(LEASE_S + 1)
            assert lanes.claim(HookLane, limit=1, lease=timedelta(seconds=LEASE_S))
            go_on.set()
            while sender.is_busy:
                sender.step()

        return begin

    def test_that_they_took_it_is_a_fact(self, slow):
        slow(answer(b"", 200))
        assert event().estado == Estado.ENTREGADO
        assert lane().lease_until is not None

    def test_anything_else_is_for_whoever_has_it_now(self, slow):
        slow(answer(b"", 500))
        assert (event().estado, event().attempts) == (Estado.PENDIENTE, 0)
        assert lane().failures == 0


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_of_a_call_it_is_told_again_under_the_same_id(
    one, theirs, tmp_path, database_url
):
    """A real worker, `kill -9`."""
    go_on = threading.Event()

    def never(handler: Handler) -> None:
        go_on.wait(30)

    theirs.will(never)
    environment = {
        "DATABASE_URL": database_url,
        "LIORA_HOOKS_ALLOW_PRIVATE": "1",
        "HOOKS_LEASE_S": "2",
    }
    with manage(tmp_path, "worker", **environment) as worker:
        until(lambda: theirs.calls)
        worker.end(signal.SIGKILL)
    assert event().estado == Estado.PENDIENTE
    with manage(tmp_path, "worker", **environment):
        until(lambda: len(theirs.calls) == 2)
        until(lambda: event().estado == Estado.ENTREGADO)
    go_on.set()
    assert [call.delivery for call in theirs.calls] == [str(one.pk)] * 2
    assert theirs.calls[0].body == theirs.calls[1].body


def test_what_the_database_refuses_is_left_to_its_lease(one, theirs, sender, monkeypatch):
    def refuse(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr("conversations.hooks.sender.settle", refuse)
    sender.step()
    while sender.is_busy:
        sender.step()
    monkeypatch.undo()
    change(HookLane, lease_until=None)
    assert event().estado == Estado.PENDIENTE
