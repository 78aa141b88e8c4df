"""Where Liora may not speak she listens: what is said is kept, and nobody is answered."""

import pytest
from django_scopes import scopes_disabled

from conversations.models import ConvoState
from conversations.tests.look import log, logs, state
from tenants.models import Cliente
from whatsapp.tests.wire import events

Estado = ConvoState.Estado


def put(estado: str) -> None:
    with scopes_disabled():
        ConvoState.objects.update(estado=estado)


@pytest.mark.parametrize("estado", [Estado.HUMANO, Estado.BAJA])
def test_a_conversation_that_is_not_lioras_is_kept_and_not_answered(say, skill, estado):
    say("hola")
    put(estado)
    assert say("¿hay alguien?") == []
    assert [row.message_body for row in logs(direction="in")] == ["hola", "¿hay alguien?"]
    assert skill.heard == ["hola"]
    assert state().slots_json == {"oídos": ["hola"]}
    assert {event.estado for event in events()} == {"hecho"}


def test_the_log_says_why(say):
    say("hola")
    put(Estado.HUMANO)
    say("¿hay alguien?")
    row = log(message_body="¿hay alguien?")
    assert (row.intent, row.reason) == ("sistema.humano", "responde una persona")


def test_once_it_is_hers_again_she_goes_on_where_she_was(say):
    say("hola")
    put(Estado.HUMANO)
    say("para la persona")
    put(Estado.BOT)
    assert len(say("¿y ahora?")) == 1
    assert state().slots_json == {"oídos": ["hola", "¿y ahora?"]}
    assert state().last_intent == "eco"


def test_a_business_that_is_suspended_answers_nobody(say, waba, other_waba):
    Cliente.objects.filter(id=waba.cliente_id).update(estado=Cliente.Estado.SUSPENDIDO)
    assert say("hola") == []
    assert len(say("hola", number=other_waba)) == 1
    assert log(cliente=waba.cliente).intent == "sistema.suspendido"
