"""One message's story can be told from Meta's id of it, or of the answer."""

import pytest
from django_scopes import scope, scopes_disabled

from conversations.models import ConversationLog
from conversations.tests.road import Say
from conversations.trace import trace
from whatsapp.models import InboundEvent, WabaAccount
from whatsapp.tests.graph_server import error
from whatsapp.tests.graph_stub import GraphStub


@pytest.fixture
def asked(say: Say) -> InboundEvent:
    say("hola")
    with scopes_disabled():
        return InboundEvent.objects.get()


def told(wamid: str) -> dict:
    with scopes_disabled():
        found = trace(wamid)
    assert found is not None
    return found


def test_it_works(asked: InboundEvent) -> None:
    story = told(asked.message_id)
    assert story["webhook"] == asked.payload
    assert story["ruta"] == {"skill": "eco", "intent": "eco", "razon": "eco de la prueba"}
    assert [row["tabla"] for row in story["filas"]] == [
        "inbound_event",
        "conversation_log",
        "conversation_log",
    ]
    (call,) = story["graph"]
    assert call["peticion"]["text"]["body"] == "eco: hola"
    assert call["estado"] == ConversationLog.Estado.ENVIADO


def test_the_answers_own_id_tells_the_same_story(asked: InboundEvent) -> None:
    story = told(asked.message_id)
    answer = story["graph"][0]["respuesta"]["messages"][0]["id"]
    assert told(answer)["filas"] == story["filas"]


def test_the_steps_follow_each_other_and_none_is_negative(asked: InboundEvent) -> None:
    story = told(asked.message_id)
    names = [step["nombre"] for step in story["pasos"]]
    assert names == [
        "Recibido y guardado",
        "Esperó al worker",
        "Habilidad",
        "En cola",
        "Llamada a Graph",
    ]
    assert all(0 <= step["desde_ms"] <= step["hasta_ms"] for step in story["pasos"])
    assert story["total_ms"] == story["pasos"][-1]["hasta_ms"]


def test_a_refused_send_shows_what_meta_said(say: Say, graph: GraphStub) -> None:
    graph.will(error(131026, 400))
    say("hola")
    with scopes_disabled():
        event = InboundEvent.objects.get()
    (call,) = told(event.message_id)["graph"]
    assert call["respuesta"]["error"]["code"] == 131026


def test_nobody_is_told_of_another_tenants_message(
    asked: InboundEvent, other_waba: WabaAccount
) -> None:
    with scope(cliente=other_waba.cliente):
        assert trace(asked.message_id) is None


def test_an_unknown_id_has_no_story(db: None) -> None:
    with scopes_disabled():
        assert trace("wamid.nada") is None
