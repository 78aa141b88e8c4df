"""A message that kills its worker, process and all, ends alone: nobody else is blamed for it."""

import time
from collections import Counter
from datetime import timedelta

import pytest

from conversations.inbox import Inbox
from conversations.tests.letters import BETO, write
from conversations.tests.look import logs
from conversations.tests.skills import echo
from conversations.tests.stations import LEASE_S, let_pass
from conversations.work import MAX_CRASHES
from liora.ops import lanes
from whatsapp.models import InboundEvent, InboundLane
from whatsapp.tests.wire import events
from whatsapp.tests.wire import lanes as lane_rows


class Killed(BaseException):
    """What `kill -9` is to a process: no `except Exception` sees it."""


def kill(turn):
    raise Killed


@pytest.fixture(autouse=True)
def poison(skill):
    skill.instead["cianuro"] = kill


@pytest.fixture
def live_and_die(skill):
    """Return a function that starts a worker, lets it step, and tells whether it survived.

    When a worker has died its leases are left to end.
    """

    def step() -> bool:
        inbox = Inbox(skill, lease_s=LEASE_S)
        try:
            while inbox.step():
                pass
        except Killed:
            let_pass(LEASE_S + 1)
            return False
        return True

    return step


def test_it_is_put_aside_after_five_deaths(waba, live_and_die):
    write(waba, "cianuro")
    deaths = 0
    while not live_and_die():
        deaths += 1
    assert deaths == MAX_CRASHES
    (event,) = events()
    assert event.estado == InboundEvent.Estado.MUERTO
    assert event.error == "El proceso se cayó cada vez que lo atendió."


def test_what_came_after_it_is_answered(waba, live_and_die):
    write(waba, "cianuro")
    write(waba, "después")
    while not live_and_die():
        pass
    assert [event.estado for event in events()] == ["muerto", "hecho"]


@pytest.mark.parametrize("place", range(5))
def test_whoever_was_in_the_same_batch_is_answered_and_not_blamed(waba, live_and_die, place):
    people = [f"549351555020{number}" for number in range(5)]
    for number, person in enumerate(people):
        write(waba, "cianuro" if number == place else "hola", from_=person)
    deaths = 0
    while not live_and_die():
        deaths += 1
        assert deaths <= MAX_CRASHES
    dead = events(estado=InboundEvent.Estado.MUERTO)
    assert [event.address for event in dead] == [people[place]]
    assert len(events(estado=InboundEvent.Estado.HECHO)) == 4


def test_while_it_kills_newcomers_are_answered_first(waba, live_and_die):
    write(waba, "cianuro")
    live_and_die()
    write(waba, "hola", from_=BETO)
    live_and_die()
    (event,) = events(address=BETO)
    assert event.estado == InboundEvent.Estado.HECHO


def test_a_worker_that_died_for_another_reason_costs_nothing(waba, live_and_die, skill):
    write(waba, "cianuro")
    write(waba, "hola", from_=BETO)
    assert not live_and_die()
    skill.instead["cianuro"] = echo
    assert live_and_die()
    assert {event.estado for event in events()} == {"hecho"}
    assert [lane.crashes for lane in lane_rows()] == [0, 0]


def test_deaths_are_forgotten_once_something_was_answered(waba, live_and_die, skill):
    for _ in range(3):
        skill.instead["cianuro"] = kill
        write(waba, "cianuro")
        for _ in range(MAX_CRASHES - 1):
            assert not live_and_die()
        skill.instead["cianuro"] = echo
        assert live_and_die()
    assert {event.estado for event in events()} == {"hecho"}


def test_nothing_of_a_dead_workers_turns_is_kept(waba, live_and_die):
    write(waba, "antes")
    write(waba, "cianuro")
    live_and_die()
    assert logs() == []
    assert {event.estado for event in events()} == {"pendiente"}


def test_what_a_dead_worker_held_comes_back_at_once_and_not_bit_by_bit(waba, skill):
    """Suspects are looked for now and then, and taken one after another while there are any."""
    for number in range(20):
        write(waba, "hola", from_=f"{5493515550200 + number}")
    lanes.claim(InboundLane, limit=20, lease=timedelta(seconds=LEASE_S))
    let_pass(LEASE_S + 1)
    inbox = Inbox(skill, lease_s=LEASE_S, suspects_every_s=60)
    while inbox.step():
        pass
    assert {event.estado for event in events()} == {InboundEvent.Estado.HECHO}


def test_what_a_dead_worker_left_comes_back_many_at_a_time(waba, live_and_die, skill):
    """One by one, hundreds of them would lie longer than their lease."""
    for number in range(30):
        write(waba, "hola", from_=f"{5493515550300 + number}")
    lanes.claim(InboundLane, limit=30, lease=timedelta(seconds=LEASE_S))
    let_pass(LEASE_S + 1)
    inbox = Inbox(skill, lease_s=LEASE_S)
    steps = 1
    while inbox.step():
        steps += 1
    assert len(logs(direction="out")) == 30
    assert steps <= 3


def test_those_that_fell_again_do_not_wait_for_all_that_fell_once(waba, skill):
    """While workers go on dying there are always some that fell for the first time."""
    for number in range(60):
        write(waba, "hola", from_=f"{5493515550400 + number}")
        if number in (4, 5):
            lanes.claim(InboundLane, limit=number + 1, lease=timedelta(seconds=LEASE_S))
            let_pass(LEASE_S + 1)
    lanes.claim(InboundLane, limit=60, lease=timedelta(seconds=LEASE_S))
    let_pass(LEASE_S + 1)
    assert {lane.crashes for lane in lane_rows()} == {0, 1, 2}
    Inbox(skill, lease_s=LEASE_S).step()
    waiting = Counter(lane.crashes for lane in lane_rows() if lane.lease_until)
    assert waiting[0] > 0
    assert waiting[1] == 0
    assert waiting[2] < 5


def test_those_that_fell_again_get_as_much_time_as_those_that_fell_once(waba, skill):
    """Ten of them between fifty of the others: a whole batch would lie there for many rounds."""
    skill.instead["hola"] = slowly
    for number in range(90):
        write(waba, "hola", from_=f"{5493515550800 + number}")
        if number == 29:
            lanes.claim(InboundLane, limit=30, lease=timedelta(seconds=LEASE_S))
            let_pass(LEASE_S + 1)
    lanes.claim(InboundLane, limit=90, lease=timedelta(seconds=LEASE_S))
    let_pass(LEASE_S + 1)
    Inbox(skill, lease_s=LEASE_S).step()
    waiting = Counter(lane.crashes for lane in lane_rows() if lane.lease_until)
    assert waiting == {0: 10}


def test_what_a_dead_worker_held_comes_back_in_the_first_step_of_another(waba, skill):
    """Were it taken bit by bit between large batches, it would lie longer than its lease."""
    for number in range(100):
        write(waba, "hola", from_=f"{5493515550500 + number}")
    lanes.claim(InboundLane, limit=100, lease=timedelta(seconds=LEASE_S))
    let_pass(LEASE_S + 1)
    skill.instead["hola"] = slowly
    for number in range(100):
        write(waba, "hola", from_=f"{5493515550600 + number}")
    Inbox(skill, lease_s=LEASE_S).step()
    assert not [lane for lane in lane_rows() if lane.lease_until]


def test_one_step_does_not_keep_newcomers_waiting_for_all_that_fell(waba, skill):
    skill.instead["hola"] = slowly
    write(waba, "hola")
    for number in range(300):
        write(waba, "hola", from_=f"{5493515550500 + number}")
    lanes.claim(InboundLane, limit=300, lease=timedelta(seconds=LEASE_S))
    let_pass(LEASE_S + 1)
    write(waba, "hola", from_=BETO)
    Inbox(skill, lease_s=LEASE_S).step()
    left = [lane for lane in lane_rows() if lane.lease_until]
    assert 0 < len(left) < 300


def slowly(turn):
    time.sleep(0.005)
    return echo(turn)
