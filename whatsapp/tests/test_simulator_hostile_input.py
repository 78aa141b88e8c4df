"""Whatever is sent to the simulator, it takes it or says in its own words why not: never a 500."""

import json

import pytest
from django.test import Client

from whatsapp.simulator import statuses, urls
from whatsapp.simulator.models import SimulatorFault, SimulatorMedia, SimulatorMessage
from whatsapp.tests.graph_server import answer, graph_server
from whatsapp.tests.hostile import VALUES, spoiled
from whatsapp.tests.phones import NUMBER, PERSON, graph, look, make_number, say, text

pytestmark = pytest.mark.django_db

LINE = {"sku": "MATE-1", "quantity": 1, "price": 10.5, "currency": "ARS"}
PLACE = {"latitude": -31.4, "longitude": -64.2}
SAID = [
    {"kind": "text", "text": "hola", "context_id": "wamid.X", "wamid": "wamid.AAAAAAAAA"},
    {"kind": "list_reply", "id": "1", "title": "Mates", "description": "Todos"},
    {"kind": "image", "caption": "foto", "picture": ""},
    {"kind": "location", **PLACE, "place": "Plaza", "address": "San Martín 1"},
    {"kind": "contacts", "contact_name": "Ana Paz", "contact_phone": "+54 9 351 555-0101"},
    {"kind": "reaction", "message_id": "wamid.X", "emoji": "🧉"},
    {"kind": "order", "lines": [LINE], "text": "mi pedido"},
    {"kind": "unsupported", "unsupported": "poll"},
]
WRITER = {"phone_number_id": NUMBER, "from": PERSON, "name": "Ana"}
POSTED = {
    "enviar": [WRITER | said for said in SAID],
    "reenviar": [{"wamid": "wamid.X"}],
    "vista-previa": [{"url": "https://tienda.example/l/x"}],
    "fallas": [{"kind": "429", "phone_number_id": NUMBER, "remaining": 1, "amount": 0}],
}

BUTTON = {"type": "reply", "reply": {"id": "1", "title": "Sí"}}
SECTION = {"title": "Mates", "rows": [{"id": "1", "title": "Uno", "description": "De madera"}]}
HEADER = {"type": "image", "image": {"link": "https://liora.example/1.jpg"}}
INTERACTIVE = [
    {"type": "button", "header": HEADER, "action": {"buttons": [BUTTON]}},
    {"type": "list", "action": {"button": "Ver", "sections": [SECTION]}},
    {
        "type": "cta_url",
        "action": {
            "name": "cta_url",
            "parameters": {"display_text": "Ver", "url": "https://liora.example/"},
        },
    },
    {"type": "flow", "action": {"lo que sea": 1}},
]
SENT = [
    text(biz_opaque_callback_data="1", context={"message_id": "wamid.X"}, recipient="AR.1"),
    text(type="location", location=PLACE | {"name": "Plaza", "address": "San Martín 1"}),
    text(type="image", image={"link": "https://liora.example/1.jpg", "caption": "foto"}),
    text(type="contacts", contacts=[{"name": {"formatted_name": "Ana"}}]),
    text(type="template", template={"name": "a", "language": {"code": "es"}, "components": []}),
    *(
        text(type="interactive", interactive=each | {"body": {"text": "¿?"}})
        for each in INTERACTIVE
    ),
    {
        "messaging_product": "whatsapp",
        "status": "read",
        "message_id": "wamid.X",
        "typing_indicator": {"type": "text"},
    },
]

CHAT = f"/simulador/api/chat?de={PERSON}&numero={NUMBER}"
ASKED = {
    "pagina": [("/simulador/?de=%00&numero=%00", 200)],
    "graph-numero": [
        ("/simulador/graph/v25.0/%00", 401),
        ("/simulador/graph/v25.0/%ed%a0%80?fields=%00", 401),
    ],
    "graph-numeros": [("/simulador/graph/v25.0/%00/phone_numbers", 401)],
    "graph-apps": [("/simulador/graph/v25.0/%00/subscribed_apps", 401)],
    "graph-plantillas": [("/simulador/graph/v25.0/%00/message_templates", 401)],
    "graph-archivo": [
        ("/simulador/graph-archivos/%00", 401),
        ("/simulador/graph-archivos/%ed%a0%80", 401),
    ],
    "media": [("/simulador/media/%00", 404), ("/simulador/media/%ed%a0%80", 404)],
    "chats": [
        ("/simulador/api/chats?numero=%00", 404),
        ("/simulador/api/chats?numero=%ed%a0%80", 404),
    ],
    "chat": [
        ("/simulador/api/chat?numero=%00", 404),
        (f"/simulador/api/chat?numero={NUMBER}&de=%00", 422),
        *(
            (f"{CHAT}&despues={moment}", 200)
            for moment in (
                "%00",
                "2024-01-01",
                "2024-01-01T00:00:00",
                "2024-02-31T00:00:00Z",
                "0001-01-01T00:00:00Z",
                "0001-01-01T00:00:00",
                "0001-01-01T00:00:00%2B23:00",
                "9999-12-31T23:59:59-23:00",
            )
        ),
    ],
    "traza": [("/simulador/traza/%00", 404), ("/simulador/traza/wamid.%ed%a0%80", 404)],
}


@pytest.fixture(scope="module")
def server():
    with graph_server() as server:
        server.play = answer(b"")
        yield server


@pytest.fixture(autouse=True)
def liora(server, settings, monkeypatch):
    """Return a server in the place of Liora's webhook, that takes whatever it is told."""
    monkeypatch.setattr(statuses, "follow", lambda message: None)
    make_number()
    settings.SIMULATOR_WEBHOOK_URL = f"{server.url}/webhook/meta"
    server.received.clear()
    return server


def post(route, body):
    client = Client(raise_request_exception=False)
    return client.post(f"/simulador/api/{route}", body, "application/json")


def told(answered):
    """Whether an answer that is no 200 is a refusal with a code and a reason."""
    refused = json.loads(answered.content)["error"]
    return 400 <= answered.status_code < 500 and refused["code"] and refused["message"]


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
@pytest.mark.parametrize("route", POSTED)
def test_a_phone_is_answered_whatever_it_posts(route, value):
    for body in POSTED[route]:
        for spoiled_part, written in spoiled(body, value):
            answered = post(route, written)
            label = (body.get("kind"), spoiled_part, answered.status_code)
            assert answered.status_code == 200 or told(answered), label
    assert look()["messages"] is not None


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_graph_answers_as_meta_whatever_it_is_sent(value):
    for body in SENT:
        for spoiled_part, written in spoiled(body, value):
            answered = graph(written)
            label = (body.get("type"), spoiled_part, answered.status_code)
            assert answered.status_code == 200 or told(answered), label
    assert look()["messages"] is not None


@pytest.mark.parametrize(
    ("address", "status"), [asked for every in ASKED.values() for asked in every]
)
def test_an_odd_address_is_answered(address, status):
    assert Client(raise_request_exception=False).get(address).status_code == status


@pytest.mark.parametrize("fault_id", ["%00", "%ed%a0%80", "9" * 400])
def test_a_fault_of_an_odd_id_is_of_nobody(fault_id):
    SimulatorFault.objects.create(kind="429", remaining=1)
    answered = Client().delete(f"/simulador/api/fallas?id={fault_id}")
    assert len(answered.json()["fallas"]) == 1


@pytest.mark.parametrize("number", ["%00", "%ed%a0%80", "9" * 400])
def test_a_number_nobody_could_have_does_not_exist_for_graph(number):
    answered = graph(text(), number=number)
    assert (answered.status_code, json.loads(answered.content)["error"]["code"]) == (400, 100)


def test_every_route_of_the_simulator_is_tried():
    """A new route needs a row above."""
    assert {route.name for route in urls.urlpatterns} <= {*POSTED, *ASKED, "graph"}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"kind": "order", "lines": [LINE | {"price": "nan"}]}, "mensaje_invalido"),
        ({"kind": "order", "lines": [LINE | {"price": "-inf"}]}, "mensaje_invalido"),
        ({"kind": "order", "lines": [LINE | {"price": 10**400}]}, "valor_invalido"),
        ({"kind": "order", "lines": [LINE | {"price": float("nan")}]}, "json_invalido"),
        ({"kind": "order", "lines": [LINE | {"quantity": "1e999"}]}, "mensaje_invalido"),
        ({"kind": "location", **PLACE, "latitude": 10**400}, "valor_invalido"),
        ({"kind": "image", "picture": "ñ"}, "mensaje_invalido"),
        ({"wamid": "wamid.AAAAAAAA\ud800"}, "mensaje_invalido"),
        ({"phone_number_id": "\ud800"}, "numero_desconocido"),
    ],
    ids=repr,
)
def test_what_cannot_be_sent_is_told_by_its_own_code_and_not_kept(liora, said, code):
    assert say(**said).json()["error"]["code"] == code
    assert not liora.received
    assert not SimulatorMessage.objects.exists()
    assert not SimulatorMedia.objects.exists()


def test_text_that_a_database_refuses_arrives_as_near_as_can_be(liora):
    assert say(text="a\x00b", name="An\ud800a").status_code == 200
    (value,) = (change["value"] for change in liora.received[0].body["entry"][0]["changes"])
    assert value["messages"][0]["text"] == {"body": "a\N{REPLACEMENT CHARACTER}b"}
    assert value["contacts"][0]["profile"] == {"name": "An\N{REPLACEMENT CHARACTER}a"}
    assert look()["messages"][0]["body"]["text"] == {"body": "a\N{REPLACEMENT CHARACTER}b"}


@pytest.mark.parametrize("number", ["9" * 65, "\x00", "ana", ["1"]])
def test_a_fault_is_set_for_a_number_as_meta_has_them(number):
    answered = post("fallas", json.dumps({"kind": "429", "phone_number_id": number}))
    assert (answered.status_code, answered.json()["error"]["code"]) == (422, "falla_invalida")
    assert not SimulatorFault.objects.exists()
