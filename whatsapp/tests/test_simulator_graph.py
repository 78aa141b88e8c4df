"""The Graph stand-in over HTTP: who may call, what it answers, what it keeps."""

import json

import pytest
from django.test import Client

from whatsapp.simulator import statuses
from whatsapp.simulator.models import SimulatorMessage
from whatsapp.tests.phones import NUMBER, PERSON, accepted, code_of, graph, make_number, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def number(monkeypatch):
    monkeypatch.setattr(statuses, "follow", lambda message: None)
    return make_number()


def test_it_accepts_a_message_as_meta_does():
    answer = graph(text())
    body = json.loads(answer.content)
    assert body["messaging_product"] == "whatsapp"
    assert body["contacts"] == [{"input": f"+{PERSON}", "wa_id": PERSON}]
    assert body["messages"][0]["id"].startswith("wamid.")


def test_it_keeps_what_it_accepted():
    message = accepted(graph(text("¡Hola!", biz_opaque_callback_data="fila-7")))
    assert (message.phone_number_id, message.address, message.direction) == (NUMBER, PERSON, "out")
    assert message.body["text"] == {"body": "¡Hola!"}
    assert message.callback_data == "fila-7"
    assert message.status == "accepted"


def test_two_messages_get_two_ids():
    assert accepted(graph(text())).wamid != accepted(graph(text())).wamid


def test_a_message_without_type_is_a_text():
    body = text()
    del body["type"]
    assert accepted(graph(body)).kind == "text"


@pytest.mark.parametrize("token", ["", "Bearer", "Bearer  ", "Basic bW9jaw=="])
def test_without_a_bearer_token_nobody_gets_in(token):
    answer = graph(text(), token=token)
    assert (answer.status_code, code_of(answer)) == (401, 190)
    assert not SimulatorMessage.objects.exists()


def test_an_unknown_number_does_not_exist():
    answer = graph(text(), number="999")
    error = json.loads(answer.content)["error"]
    assert (answer.status_code, error["code"], error["error_subcode"]) == (400, 100, 33)
    assert error["type"] == "GraphMethodException"


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[]", b'"hola"', b"null"])
def test_what_is_no_json_object_is_a_bad_request(body):
    answer = graph(body)
    assert (answer.status_code, code_of(answer)) == (400, 100)


def test_a_body_against_the_rules_is_refused_and_not_kept():
    answer = graph(text("x" * 4097))
    assert (answer.status_code, code_of(answer)) == (400, 100)
    assert not SimulatorMessage.objects.exists()


def test_only_post_is_answered():
    assert Client().get(f"/simulador/graph/v25.0/{NUMBER}/messages").status_code == 405


def test_a_hidden_number_is_reached_by_its_user_id():
    body = {
        "messaging_product": "whatsapp",
        "recipient": "AR.48291038475610293847",
        "type": "text",
        "text": {"body": "hola"},
    }
    answer = graph(body)
    assert json.loads(answer.content)["contacts"] == [
        {"input": "AR.48291038475610293847", "user_id": "AR.48291038475610293847"}
    ]
    assert accepted(answer).address == "AR.48291038475610293847"
