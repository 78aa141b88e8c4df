"""A person changes their number while two workers are busy with both of their conversations."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import OperationalError

from conversations.tests.letters import ANA, write
from conversations.tests.look import contacts, logs, outbound_lanes, state, states
from conversations.tests.road import PostWebhook, Say
from conversations.tests.skills import Skill
from conversations.tests.stations import Stations, let_pass
from conversations.turn import Handler, Outcome, Turn
from liora.tests.racing import race
from whatsapp.models import InboundEvent, WabaAccount
from whatsapp.tests.graph_stub import GraphStub
from whatsapp.tests.wire import batch, change, events

NEW = "5493515550199"
EACH = 12
BUSY_S = 2.5


def worker(skill: Handler, troubles: list[str]) -> Callable[[], None]:
    """Return a worker that steps its stations for a while, as `manage.py worker` would."""

    def run() -> None:
        stations = Stations(skill)
        until = time.monotonic() + BUSY_S
        while time.monotonic() < until:
            try:
                busy = stations.step()
            except OperationalError as error:
                troubles.append(str(error))
                busy = False
            if not busy:
                time.sleep(0.002)
        stations.close()

    return run


def moved(waba: WabaAccount) -> dict[str, Any]:
    said = {
        "from": ANA,
        "id": "wamid.MOVED",
        "timestamp": str(int(datetime.now(UTC).timestamp())),
        "type": "system",
        "system": {"type": "user_changed_number", "wa_id": NEW},
    }
    return batch([change(waba, messages=[said])])


def numbers_of(words: list[str], who: str) -> list[int]:
    return [int(text.split()[-1]) for text in words if text.startswith(who)]


def answered(graph: GraphStub) -> list[str]:
    return [text.removeprefix("eco: ") for text in graph.said]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("when", [0.0, 0.05, 0.2])
def test_nothing_is_lost_or_doubled_or_out_of_order(
    say: Say,
    waba: WabaAccount,
    post_webhook: PostWebhook,
    stations: Stations,
    graph: GraphStub,
    skill: Skill,
    when: float,
) -> None:
    def slow(turn: Turn) -> Outcome:
        time.sleep(0.01)
        return normal(turn)

    normal = skill.__call__
    say("hola")
    say("hola", from_=NEW)
    troubles: list[str] = []

    def customers() -> None:
        for number in range(EACH):
            write(waba, f"viejo {number}", from_=ANA)
            write(waba, f"nuevo {number}", from_=NEW)
            if number == EACH // 3:
                time.sleep(when)
                assert post_webhook(moved(waba)).status_code == 200

    race(customers, worker(slow, troubles), worker(slow, troubles))
    for _ in range(4):
        stations.work()
        let_pass(60)
    assert [trouble for trouble in troubles if "deadlock" in trouble] == []
    nothing_waits()
    each_was_heard_and_answered_once(graph)
    each_conversation_kept_its_order(graph)
    rows = logs(convo=state(user_msisdn=NEW))
    assert numbers_of([row.message_body for row in rows if row.direction == "in"], "nuevo") == (
        list(range(EACH))
    )
    assert len({row.seq for row in rows}) == len(rows)


def nothing_waits() -> None:
    assert {event.estado for event in events()} == {InboundEvent.Estado.HECHO}
    assert {row.estado for row in logs(direction="out")} == {"enviado"}
    assert {row.maybe_twice for row in logs(direction="out")} == {False}
    assert [lane for lane in outbound_lanes() if lane.pending_since] == []


def each_was_heard_and_answered_once(graph: GraphStub) -> None:
    heard = [row.message_body for row in logs(direction="in", message_type="text")]
    for who in ("viejo", "nuevo"):
        assert sorted(numbers_of(heard, who)) == list(range(EACH))
        assert sorted(numbers_of(answered(graph), who)) == list(range(EACH))


def each_conversation_kept_its_order(graph: GraphStub) -> None:
    """What is written from the old number once it was left is a stranger's, somebody else."""
    assert len(contacts()) == len(states()) <= 2
    for convo in states():
        told = [row.message_body for row in logs(convo=convo, direction="in")]
        for who in ("viejo", "nuevo"):
            theirs = numbers_of(told, who)
            assert theirs == sorted(theirs)
            assert [one for one in numbers_of(answered(graph), who) if one in theirs] == theirs
