"""A turn that the database refuses to keep harms nobody else's."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection

from conversations import answering
from conversations.tests.letters import ANA, BETO, CARO, write
from conversations.tests.look import logs
from conversations.tests.skills import replying
from conversations.tests.stations import LEASE_S, let_pass
from conversations.work import MAX_ATTEMPTS, MAX_CRASHES
from whatsapp.graph.messages import Text
from whatsapp.models import InboundEvent
from whatsapp.tests.wire import events

REFUSED = {
    "slots that are no JSON": replying(Text("hola"), precio=Decimal("1.50")),
    "half a pair in slots": replying(Text("hola"), nota="\ud83e"),
    "half a pair in an answer": replying(Text("a\ud83eb")),
}
if connection.vendor == "postgresql":
    REFUSED |= {
        "NUL in slots": replying(Text("hola"), nota="a\x00b"),
        "NUL in an answer": replying(Text("a\x00b")),
    }


@pytest.fixture(params=REFUSED)
def refused(request, skill) -> str:
    skill.instead["imposible"] = REFUSED[request.param]
    return request.param


def test_the_others_of_its_batch_are_answered(refused, waba, work, graph):
    write(waba, "uno", from_=BETO)
    write(waba, "imposible")
    write(waba, "dos", from_=CARO)
    work()
    assert graph.said_to(f"+{BETO}") == ["eco: uno"]
    assert graph.said_to(f"+{CARO}") == ["eco: dos"]


def test_it_ends_like_any_failure_with_an_apology(refused, waba, work, graph):
    write(waba, "imposible")
    write(waba, "después")
    for _ in range(MAX_ATTEMPTS):
        work()
        let_pass(60)
    work()
    assert len(graph.said_to(f"+{ANA}")) == 2
    assert graph.said[0].startswith("Perdón")
    assert graph.said[1] == "eco: después"
    assert [event.estado for event in events()] == [
        InboundEvent.Estado.MUERTO,
        InboundEvent.Estado.HECHO,
    ]


def test_nothing_of_it_is_kept(refused, waba, work):
    write(waba, "imposible")
    work()
    assert logs() == []
    (event,) = events()
    assert (event.estado, event.attempts) == (InboundEvent.Estado.PENDIENTE, 1)
    assert event.error


def test_a_failure_that_cannot_be_kept_either_holds_up_only_its_own_lane(
    waba, work, skill, graph, monkeypatch
):
    """Whatever it is about this person: their lane ends as one that kills workers."""
    learn = answering.conversations_of

    def trip_over_ana(speakers):
        speakers = list(speakers)
        if any(speaker.address == ANA for speaker in speakers):
            raise IntegrityError("nobody thought of this")
        return learn(speakers)

    monkeypatch.setattr(answering, "conversations_of", trip_over_ana)
    write(waba, "hola")
    write(waba, "uno", from_=BETO)
    write(waba, "dos", from_=CARO)
    work()
    assert sorted(graph.said) == ["eco: dos", "eco: uno"]
    for _ in range(MAX_CRASHES):
        let_pass(LEASE_S + 1)
        work()
    assert [event.estado for event in events(address=ANA)] == [InboundEvent.Estado.MUERTO]
