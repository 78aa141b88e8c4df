"""`sent`, `delivered`, `read` and `failed`, posted back as signed webhooks over real HTTP."""

import hashlib
import hmac
import json

import pytest
from django_scopes import scopes_disabled

from whatsapp.models import InboundEvent
from whatsapp.simulator import faults, statuses
from whatsapp.simulator.models import SimulatorMessage
from whatsapp.simulator.webhook import encoded
from whatsapp.tests.graph_server import answer, graph_server
from whatsapp.tests.phones import NUMBER, PERSON, accepted, graph, look, make_number, text, until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def webhook(settings):
    """Return a server in the place of Liora's webhook, that takes whatever it is told."""
    make_number()
    with graph_server() as server:
        server.play = answer(b"")
        settings.SIMULATOR_WEBHOOK_URL = f"{server.url}/webhook/meta"
        settings.META_APP_SECRETS = ["el-mas-nuevo", "el-anterior"]
        yield server
        assert statuses.schedule.wait(10)


def told(server):
    """Return the statuses the webhook was told, in order."""
    values = [each.body["entry"][0]["changes"][0]["value"] for each in server.received]
    return [value["statuses"][0] for value in values]


def names(server):
    return [status["status"] for status in told(server)]


def test_an_accepted_message_is_sent_and_then_delivered(webhook):
    message = accepted(graph(text(biz_opaque_callback_data="fila-7")))
    until(lambda: len(webhook.received) == 2)
    sent, delivered = told(webhook)
    assert (sent["status"], delivered["status"]) == ("sent", "delivered")
    for status in (sent, delivered):
        assert status["id"] == message.wamid
        assert status["recipient_id"] == PERSON
        assert status["recipient_user_id"].startswith("AR.")
        assert status["biz_opaque_callback_data"] == "fila-7"
        assert status["timestamp"].isdigit()
        assert status["pricing"]["category"] == "service"
        assert "conversation" not in status


def test_a_status_says_which_number_and_which_person(webhook):
    graph(text())
    until(lambda: webhook.received)
    entry = webhook.received[0].body["entry"][0]
    value = entry["changes"][0]["value"]
    assert entry["id"] == "200000000000001"
    assert value["metadata"]["phone_number_id"] == NUMBER
    assert value["contacts"][0]["wa_id"] == PERSON


def test_a_status_is_signed_with_the_newest_secret(webhook):
    graph(text())
    until(lambda: webhook.received)
    received = webhook.received[0]
    digest = hmac.new(b"el-mas-nuevo", encoded(received.body), hashlib.sha256).hexdigest()
    assert received.headers["X-Hub-Signature-256"] == f"sha256={digest}"
    assert received.path == "/webhook/meta"


def test_it_is_read_when_the_chat_is_looked_at(webhook):
    message = accepted(graph(text()))
    until(lambda: names(webhook) == ["sent", "delivered"])
    assert look(oculto="1")["messages"][0]["status"] == "delivered"
    assert look()["messages"][0]["status"] == "read"
    until(lambda: names(webhook) == ["sent", "delivered", "read"])
    assert told(webhook)[2]["id"] == message.wamid
    assert "pricing" not in told(webhook)[2]


def test_it_is_told_as_read_once_however_often_one_looks(webhook):
    graph(text())
    until(lambda: len(webhook.received) == 2)
    for _ in range(3):
        look()
    assert statuses.schedule.wait(5)
    assert names(webhook) == ["sent", "delivered", "read"]


def test_two_looks_at_the_same_moment_tell_it_once(webhook):
    message = accepted(graph(text()))
    until(lambda: len(webhook.received) == 2)
    statuses.read([message])
    statuses.read([message])
    assert statuses.schedule.wait(5)
    assert names(webhook).count("read") == 1


def test_a_chat_looked_at_too_early_is_not_read_before_it_is_delivered(webhook):
    graph(text())
    look()
    until(lambda: len(webhook.received) == 2)
    assert names(webhook) == ["sent", "delivered"]


def test_a_closed_window_fails_with_its_error_and_nothing_else_follows(webhook):
    faults.add(kind="131047")
    message = accepted(graph(text(biz_opaque_callback_data="fila-7")))
    until(lambda: webhook.received)
    assert statuses.schedule.wait(5)
    (failed,) = told(webhook)
    assert (failed["status"], failed["errors"][0]["code"]) == ("failed", 131047)
    assert failed["biz_opaque_callback_data"] == "fila-7"
    assert "contacts" not in webhook.received[0].body["entry"][0]["changes"][0]["value"]
    message.refresh_from_db()
    assert message.status == "failed"


def test_a_status_not_answered_200_is_told_again(webhook, monkeypatch):
    monkeypatch.setattr(statuses, "RETRY_AFTER", (0.02, 0.02))
    webhook.play = answer(b"", 503)
    graph(text())
    until(lambda: names(webhook).count("sent") >= 2)
    webhook.play = answer(b"")
    until(lambda: "delivered" in names(webhook))


def test_it_gives_up_after_a_few_tries(webhook, monkeypatch):
    monkeypatch.setattr(statuses, "RETRY_AFTER", (0.01, 0.01))
    webhook.play = answer(b"", 503)
    faults.add(kind="131047")
    graph(text())
    until(lambda: len(webhook.received) == 3)
    assert statuses.schedule.wait(5)
    assert len(webhook.received) == 3


def test_a_lost_answer_is_still_delivered(webhook):
    faults.add(kind="refuse-after-accept")
    graph(text())
    until(lambda: names(webhook) == ["sent", "delivered"])


def test_statuses_reach_liora_and_become_rows(live_server, settings):
    make_number()
    settings.SIMULATOR_WEBHOOK_URL = f"{live_server.url}/webhook/meta"
    message = accepted(graph(text()))
    until(lambda: SimulatorMessage.objects.get(id=message.id).status == "delivered")
    look()
    assert statuses.schedule.wait(5)
    with scopes_disabled():
        rows = InboundEvent.objects.filter(kind="status").order_by("received_at", "id")
        kept = [
            json.loads(json.dumps(row.payload))["entry"][0]["changes"][0]["value"]["statuses"][0]
            for row in rows
        ]
    assert [each["status"] for each in kept] == ["sent", "delivered", "read"]
    assert {each["id"] for each in kept} == {message.wamid}
