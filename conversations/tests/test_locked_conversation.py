"""One conversation that the database will not let us change holds up nobody else's for long."""

from contextlib import suppress

import pytest
from django.db import OperationalError

from conversations import inbox
from conversations.tests.letters import write
from conversations.tests.look import inbound_lanes, logs
from conversations.tests.stations import Stations
from whatsapp.models import WabaAccount

PEOPLE, LOCKED = 10, "5493515550703"
# From a whole batch down to one lane, and a few more in which those given back come round.
STEPS = 24


@pytest.fixture
def locked(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Addresses whose turns cannot be kept, as long as they are in the set."""
    addresses = {LOCKED}
    commit = inbox.commit_turns

    def refuse(works: list) -> None:
        if addresses.intersection(work.claim.facts[1] for work in works):
            raise OperationalError("canceling statement due to lock timeout")
        commit(works)

    monkeypatch.setattr(inbox, "commit_turns", refuse)
    return addresses


def work(stations: Stations) -> None:
    for _ in range(STEPS):
        with suppress(OperationalError):
            stations.inbox.step()


def test_the_others_are_answered_and_it_is_once_it_can_be(
    waba: WabaAccount, stations: Stations, locked: set[str]
) -> None:
    for number in range(PEOPLE):
        write(waba, "hola", from_=f"{5493515550700 + number}")
    work(stations)
    assert len(logs(direction="out")) == PEOPLE - 1
    assert {lane.crashes for lane in inbound_lanes()} == {0}
    locked.clear()
    work(stations)
    assert len(logs(direction="out")) == PEOPLE
