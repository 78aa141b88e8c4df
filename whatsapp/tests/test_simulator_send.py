"""A phone writes: the message goes out signed, reaches Liora, and its ticks tell how far it got."""

import base64
import hashlib
import hmac
import json

import pytest
from django.test import Client
from django_scopes import scopes_disabled

from whatsapp.models import InboundEvent
from whatsapp.simulator import statuses
from whatsapp.simulator.models import SimulatorMedia, SimulatorMessage
from whatsapp.simulator.webhook import encoded
from whatsapp.tests.graph_server import answer, graph_server
from whatsapp.tests.phones import NUMBER, PERSON, accepted, graph, look, make_number, say, text

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def number(monkeypatch):
    monkeypatch.setattr(statuses, "follow", lambda message: None)
    return make_number()


@pytest.fixture
def webhook(settings):
    """Return a server in the place of Liora's webhook, that takes whatever it is told."""
    with graph_server() as server:
        server.play = answer(b"")
        settings.SIMULATOR_WEBHOOK_URL = f"{server.url}/webhook/meta"
        settings.META_APP_SECRETS = ["el-mas-nuevo", "el-anterior"]
        yield server


def arrived(server):
    """Return the value of the last webhook."""
    return server.received[-1].body["entry"][0]["changes"][0]["value"]


def events():
    with scopes_disabled():
        return list(InboundEvent.objects.filter(kind="message"))


def test_what_a_phone_writes_becomes_a_row_of_liora(live_server, settings):
    settings.SIMULATOR_WEBHOOK_URL = f"{live_server.url}/webhook/meta"
    answered = say(text="hola, ¿tienen yerba? 🧉").json()
    assert answered["webhook_status"] == 200
    (event,) = events()
    assert event.message_id == answered["wamid"]
    assert event.phone_number_id == NUMBER
    assert "¿tienen yerba? 🧉" in json.dumps(event.payload, ensure_ascii=False)


def test_ticks_go_from_one_to_two_when_liora_has_the_row(live_server, settings, webhook):
    assert say(text="a nadie").status_code == 200
    assert look()["messages"][0]["status"] == "sent"
    settings.SIMULATOR_WEBHOOK_URL = f"{live_server.url}/webhook/meta"
    say(text="a liora")
    assert [each["status"] for each in look()["messages"]] == ["sent", "delivered"]


def test_the_webhook_is_signed_over_its_bytes_with_the_newest_secret(webhook):
    say(text="ñandú")
    received = webhook.received[0]
    body = encoded(received.body)
    digest = hmac.new(b"el-mas-nuevo", body, hashlib.sha256).hexdigest()
    assert received.headers["X-Hub-Signature-256"] == f"sha256={digest}"
    assert b"\\u00f1and\\u00fa" in body


def test_the_contact_has_the_name_of_whoever_writes(webhook):
    say(text="hola", name="Ana")
    assert arrived(webhook)["contacts"][0]["profile"] == {"name": "Ana"}


def test_a_hidden_number_writes_with_its_user_id_alone(webhook):
    assert say(**{"from": "AR.48291038475610293847"}, text="hola").status_code == 200
    assert "from" not in arrived(webhook)["messages"][0]
    assert "wa_id" not in arrived(webhook)["contacts"][0]


def test_an_answer_to_the_user_id_of_a_phone_lands_in_its_chat(webhook):
    say(text="hola")
    body = text()
    del body["to"]
    user_id = arrived(webhook)["messages"][0]["from_user_id"]
    assert accepted(graph({**body, "recipient": user_id})).address == PERSON


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({"kind": "text", "text": "hola"}, "text"),
        ({"kind": "list_reply", "id": "c1", "title": "Yerbas"}, "interactive"),
        ({"kind": "button_reply", "id": "si", "title": "Sí"}, "interactive"),
        ({"kind": "image"}, "image"),
        ({"kind": "audio"}, "audio"),
        ({"kind": "voice"}, "audio"),
        ({"kind": "sticker"}, "sticker"),
        ({"kind": "location", "latitude": "-31.4", "longitude": "-64.2"}, "location"),
        ({"kind": "contacts", "contact_name": "Beto", "contact_phone": "+54"}, "contacts"),
        ({"kind": "reaction", "message_id": "wamid.X", "emoji": "👍"}, "reaction"),
        ({"kind": "reaction", "message_id": "wamid.X"}, "reaction"),
        (
            {
                "kind": "order",
                "lines": [{"sku": "Y1", "quantity": "2", "price": "9.5", "currency": "ARS"}],
            },
            "order",
        ),
        ({"kind": "unsupported"}, "unsupported"),
    ],
)
def test_every_kind_goes_out_and_stays_on_the_phone(webhook, said, kind):
    wamid = say(**said).json()["wamid"]
    (message,) = arrived(webhook)["messages"]
    assert (message["id"], message["type"]) == (wamid, kind)
    (shown,) = look()["messages"]
    assert (shown["wamid"], shown["kind"], shown["mine"]) == (wamid, kind, True)


def test_a_choice_says_to_which_message_it_answers(webhook):
    say(kind="button_reply", id="si", title="Sí", context_id="wamid.PREGUNTA")
    assert arrived(webhook)["messages"][0]["context"] == {
        "from": "543515550000",
        "id": "wamid.PREGUNTA",
    }


def test_a_picture_is_kept_and_its_hash_travels(webhook):
    photo = b"\xff\xd8\xff" + b"luz" * 50
    say(kind="image", caption="¿este?", picture=base64.b64encode(photo).decode())
    image = arrived(webhook)["messages"][0]["image"]
    assert image["caption"] == "¿este?"
    assert image["sha256"] == base64.b64encode(hashlib.sha256(photo).digest()).decode()
    served = Client().get(f"/simulador/media/{image['id']}")
    assert (served.content, served.headers["Content-Type"]) == (photo, "image/jpeg")
    assert served.headers["X-Content-Type-Options"] == "nosniff"


def test_the_phone_may_name_its_message_but_not_twice(webhook):
    assert say(text="uno", wamid="wamid.ABCDEFGH").json()["wamid"] == "wamid.ABCDEFGH"
    again = say(text="dos", wamid="wamid.ABCDEFGH")
    assert (again.status_code, again.json()["error"]["code"]) == (409, "mensaje_repetido")
    assert len(webhook.received) == 1


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "holograma"},
        {"kind": ""},
        {"kind": "text", "text": "   "},
        {"kind": "text", "text": ["hola"]},
        {"kind": "text", "text": "x" * 65_537},
        {"kind": "text", "text": "hola", "wamid": "../../etc"},
        {"kind": "list_reply", "id": "c1"},
        {"kind": "image", "picture": "no es base64"},
        {"kind": "image", "picture": base64.b64encode(b"<svg/>").decode()},
        {"kind": "image", "picture": base64.b64encode(b"\xff\xd8\xff" + b"x" * 2**21).decode()},
        {"kind": "location", "latitude": "91", "longitude": "0"},
        {"kind": "location", "latitude": "norte", "longitude": "0"},
        {"kind": "order", "lines": []},
        {"kind": "order", "lines": [{"sku": "Y1"}]},
        {"kind": "reaction", "emoji": "👍"},
    ],
)
def test_what_no_phone_could_send_is_refused_and_goes_nowhere(webhook, said):
    answered = say(**said)
    assert (answered.status_code, answered.json()["error"]["code"]) == (422, "mensaje_invalido")
    assert not webhook.received
    assert not SimulatorMessage.objects.exists()
    assert not SimulatorMedia.objects.exists()


@pytest.mark.parametrize(
    ("said", "status", "code"),
    [
        ({"phone_number_id": "999"}, 404, "numero_desconocido"),
        ({"phone_number_id": None}, 404, "numero_desconocido"),
        ({"from": "ana"}, 422, "remitente_invalido"),
        ({"from": None}, 422, "remitente_invalido"),
    ],
)
def test_it_takes_a_known_number_and_a_believable_phone(webhook, said, status, code):
    answered = say(text="hola", **said)
    assert (answered.status_code, answered.json()["error"]["code"]) == (status, code)
    assert not webhook.received


def test_a_refused_webhook_is_told_and_the_message_stays_as_failed(webhook):
    webhook.play = answer(b"", 401)
    answered = say(text="hola")
    assert answered.status_code == 502
    assert answered.json()["error"]["code"] == "webhook_rechazo"
    assert answered.json()["webhook_status"] == 401
    (shown,) = look()["messages"]
    assert (shown["status"], shown["wamid"]) == ("failed", answered.json()["wamid"])
    assert "401" in shown["failure"]


def test_a_dead_webhook_is_told_in_spanish(settings):
    settings.SIMULATOR_WEBHOOK_URL = "http://127.0.0.1:1/webhook/meta"
    answered = say(text="hola")
    assert (answered.status_code, answered.json()["error"]["code"]) == (502, "webhook_caido")
    assert "¿Está encendido" in answered.json()["error"]["message"]


def test_without_an_app_secret_liora_refuses_and_the_phone_says_so(live_server, settings):
    settings.SIMULATOR_WEBHOOK_URL = f"{live_server.url}/webhook/meta"
    settings.META_APP_SECRETS = []
    assert say(text="hola").status_code == 502
    assert not events()


def test_a_failed_message_can_be_sent_again(webhook):
    webhook.play = answer(b"", 503)
    wamid = say(text="hola").json()["wamid"]
    webhook.play = answer(b"")
    again = Client().post(
        "/simulador/api/reenviar", json.dumps({"wamid": wamid}), "application/json"
    )
    assert again.json() == {"wamid": wamid, "webhook_status": 200}
    assert webhook.received[0].body == webhook.received[1].body
    (shown,) = look()["messages"]
    assert (shown["status"], shown["failure"]) == ("sent", "")


def test_sending_again_what_liora_has_makes_no_second_row(live_server, settings):
    settings.SIMULATOR_WEBHOOK_URL = f"{live_server.url}/webhook/meta"
    wamid = say(text="hola").json()["wamid"]
    look()
    Client().post("/simulador/api/reenviar", json.dumps({"wamid": wamid}), "application/json")
    assert len(events()) == 1
    assert look()["messages"][0]["status"] == "delivered"


def test_only_what_left_this_phone_can_be_sent_again():
    answered = Client().post(
        "/simulador/api/reenviar", json.dumps({"wamid": "wamid.AJENO"}), "application/json"
    )
    assert (answered.status_code, answered.json()["error"]["code"]) == (404, "mensaje_desconocido")


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        ("{", "application/json", 400),
        ("[]", "application/json", 400),
        (" ", "application/json", 400),
        ("kind=text", "application/x-www-form-urlencoded", 415),
        ("{}", "text/plain", 415),
    ],
)
def test_it_takes_json_objects_alone(body, content_type, status):
    """A form of another site can post text or forms without asking, and gets nowhere."""
    answered = Client().post("/simulador/api/enviar", body, content_type)
    assert answered.status_code == status


def test_it_is_posted_to():
    assert Client().get("/simulador/api/enviar").status_code == 405
