"""A message that cannot be answered holds up its own lane, for a while, and then nobody."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError

from conversations import answering
from conversations.tests.letters import ANA, BETO, write
from conversations.tests.look import logs, state
from conversations.tests.skills import echo, fail, replying
from conversations.tests.stations import let_pass
from conversations.work import MAX_ATTEMPTS
from whatsapp.graph.messages import Text
from whatsapp.models import InboundEvent
from whatsapp.tests.wire import events, lanes

A_WHILE_S = 60
APOLOGY = "Perdón, tuve un problema para responderte. Escribí *menú* y seguimos desde ahí."


@pytest.fixture(autouse=True)
def poison(skill):
    skill.instead["veneno"] = fail


def fail_often(work, times: int) -> None:
    for _ in range(times):
        work()
        let_pass(A_WHILE_S)


def test_it_is_tried_again_later(waba, work, skill):
    write(waba, "veneno")
    work()
    (event,) = events()
    assert (event.estado, event.attempts) == (InboundEvent.Estado.PENDIENTE, 1)
    assert event.error == "ValueError: una falla de la habilidad"
    assert event.not_before > datetime.now(UTC)
    assert lanes()[0].pending_since == event.not_before
    assert skill.heard == ["veneno"]


def test_it_waits_longer_each_time(waba, work):
    write(waba, "veneno")
    waits = []
    for _ in range(MAX_ATTEMPTS - 1):
        work()
        waits.append((events()[0].not_before - datetime.now(UTC)).total_seconds())
        let_pass(A_WHILE_S)
    # 1, 2, 4 and 8 seconds, spread by a quarter.
    limits = [(0, 1.25), (0.5, 2.5), (2, 5), (5, 10)]
    assert all(low < wait <= high for wait, (low, high) in zip(waits, limits, strict=True)), waits


def test_once_the_trouble_is_over_it_is_answered(waba, work, skill, graph):
    write(waba, "veneno")
    fail_often(work, 2)
    skill.instead["veneno"] = echo
    work()
    assert graph.said == ["eco: veneno"]
    (event,) = events()
    assert (event.estado, event.attempts) == (InboundEvent.Estado.HECHO, 2)


def test_what_came_after_it_waits_for_it(waba, work, skill, graph):
    write(waba, "veneno")
    write(waba, "después")
    work()
    assert graph.said == []
    skill.instead["veneno"] = echo
    let_pass(A_WHILE_S)
    work()
    assert graph.said == ["eco: veneno", "eco: después"]


def test_what_arrives_meanwhile_does_not_cut_the_wait_short(waba, work, skill):
    write(waba, "veneno")
    work()
    write(waba, "después")
    work()
    assert skill.heard == ["veneno"]


def test_what_came_before_it_is_answered(waba, work, graph):
    write(waba, "antes")
    write(waba, "veneno")
    work()
    assert graph.said == ["eco: antes"]
    assert state().slots_json == {"oídos": ["antes"]}


def test_nobody_else_waits(waba, work, graph):
    write(waba, "veneno")
    write(waba, "hola", from_=BETO)
    work()
    assert graph.said_to(f"+{BETO}") == ["eco: hola"]


def test_after_five_times_it_is_put_aside_and_the_lane_goes_on(waba, work, skill, graph):
    write(waba, "veneno")
    write(waba, "después")
    fail_often(work, MAX_ATTEMPTS)
    work()
    dead, answered = events()
    assert (dead.estado, dead.attempts) == (InboundEvent.Estado.MUERTO, MAX_ATTEMPTS)
    assert dead.handled_at
    assert answered.estado == InboundEvent.Estado.HECHO
    assert skill.heard == ["veneno"] * MAX_ATTEMPTS + ["después"]


def test_the_person_is_told_once(waba, work, graph):
    write(waba, "veneno")
    write(waba, "después")
    fail_often(work, MAX_ATTEMPTS + 3)
    assert graph.said_to(f"+{ANA}") == [APOLOGY, "eco: después"]
    assert [(row.direction, row.intent) for row in logs()][:2] == [
        ("in", "error"),
        ("out", "error"),
    ]


def test_a_failure_leaves_the_conversation_as_it_was(waba, work, skill):
    write(waba, "uno")
    work()
    write(waba, "veneno")
    fail_often(work, MAX_ATTEMPTS)
    assert state().slots_json == {"oídos": ["uno"]}


def test_an_answer_that_cannot_be_built_changes_nothing_either(waba, work, skill, monkeypatch):
    """It fails after the skill has decided on new slots."""
    write(waba, "uno")
    skill.instead["dos"] = replying(Text("bien"), Text("mal"), cambiado=True)
    monkeypatch.setattr("conversations.answering.preview", preview_but_not("mal"))
    write(waba, "dos")
    work()
    assert state().slots_json == {"oídos": ["uno"]}
    assert [row.seq for row in logs()] == [1, 2]


def preview_but_not(body: str):
    def preview(message: Text) -> str:
        if message.body == body:
            raise ValueError(body)
        return message.body

    return preview


def test_a_database_error_of_a_skill_harms_its_own_lane_only(waba, work, skill, graph):
    def broken(turn):
        raise DatabaseError("no such column")

    skill.instead["tabla"] = broken
    write(waba, "tabla")
    write(waba, "hola", from_=BETO)
    work()
    assert graph.said_to(f"+{BETO}") == ["eco: hola"]
    (event,) = events(address=ANA)
    assert (event.estado, event.attempts) == (InboundEvent.Estado.PENDIENTE, 1)


@pytest.mark.parametrize("name", ["\x00", "\ud83e", "x" * 100_000], ids=["NUL", "half", "long"])
def test_an_error_that_no_database_can_hold_is_counted_all_the_same(
    waba, work, skill, name, monkeypatch
):
    monkeypatch.setattr(answering.logger, "exception", lambda *args: None)

    def broken(turn):
        raise ValueError(name)

    skill.instead["raro"] = broken
    write(waba, "raro")
    fail_often(work, MAX_ATTEMPTS)
    (event,) = events()
    assert event.estado == InboundEvent.Estado.MUERTO
    assert len(event.error) <= 2000


def test_the_hour_of_the_next_try_is_the_same_for_lane_and_message(waba, work):
    write(waba, "veneno")
    work()
    assert lanes()[0].pending_since - events()[0].not_before == timedelta(0)
