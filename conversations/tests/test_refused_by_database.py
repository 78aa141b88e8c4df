"""A turn that the database refuses to keep harms nobody else's."""

from decimal import Decimal

import pytest
from django.db import connection

from conversations.tests.letters import ANA, BETO, CARO, write
from conversations.tests.look import logs
from conversations.tests.skills import replying
from conversations.tests.stations import let_pass
from conversations.work import MAX_ATTEMPTS
from whatsapp.graph.messages import Text
from whatsapp.models import InboundEvent
from whatsapp.tests.wire import events

NO_JSON = "slots that are no JSON"
REFUSED = {
    NO_JSON: replying(Text("hola"), precio=Decimal("1.50")),
    "NUL in slots": replying(Text("hola"), nota="a\x00b"),
    "half a pair in slots": replying(Text("hola"), nota="\ud83e"),
    "NUL in an answer": replying(Text("a\x00b")),
}


@pytest.fixture(params=REFUSED)
def refused(request, skill) -> str:
    if connection.vendor == "sqlite" and request.param != NO_JSON:
        pytest.skip("SQLite keeps it")
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
