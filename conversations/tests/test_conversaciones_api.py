"""Working conversations by API: lists, handing over, answering, and the ledger of consent."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope

from conversations.models import ConsentEntry, Contact, ConversationLog, ConvoState
from liora.tests.unscoped import all_of
from liora.tests.world import Caller, World, build
from tenants.models import AuditEntry, Usage

pytestmark = pytest.mark.django_db

LIST = "clientes/tienda-1/conversaciones"
Estado = ConvoState.Estado


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def agente(world: World) -> Caller:
    return world.callers["agente"]


@pytest.fixture
def convo(world: World) -> ConvoState:
    row: ConvoState = world.alfa[ConvoState]
    return row


def put(convo: ConvoState, **columns: Any) -> None:
    with scope(cliente=convo.cliente):
        ConvoState.objects.filter(pk=convo.pk).update(**columns)


def stored(convo: ConvoState) -> ConvoState:
    return all_of(ConvoState).get(pk=convo.pk)


def another(convo: ConvoState, number: int, **columns: Any) -> ConvoState:
    with scope(cliente=convo.cliente):
        contact = Contact.objects.create(cliente=convo.cliente, name=f"Otra {number}")
        return ConvoState.objects.create(
            cliente=convo.cliente,
            contact=contact,
            user_msisdn=f"54935155599{number:02}",
            **columns,
        )


def ids(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [row["id"] for row in answer.json()["data"]]


def test_a_conversation_tells_what_a_desk_shows(agente: Caller, convo: ConvoState) -> None:
    heard = timezone.now() - timedelta(hours=1)
    put(convo, last_inbound_at=heard)
    (row,) = agente.get(LIST).json()["data"]
    assert (row["estado"], row["motivo"], row["hasta"]) == ("bot", "", None)
    assert row["contacto"] == {"id": str(convo.contact_id), "name": "quiero un mate"}
    assert row["ultimo_mensaje"]["texto"] == "quiero un mate"
    assert row["ultimo_mensaje"]["direction"] == "in"
    until = timezone.datetime.fromisoformat(row["ventana_hasta"])
    assert abs(until - heard - timedelta(hours=24)) < timedelta(seconds=1)


def test_who_never_wrote_has_no_window_and_no_message(agente: Caller, convo: ConvoState) -> None:
    quiet = another(convo, 1)
    row = agente.get(f"{LIST}/{quiet.pk}").json()["data"]
    assert (row["ventana_hasta"], row["ultimo_mensaje"], row["mensajes"]) == (None, None, [])


def test_they_are_found_by_state(agente: Caller, convo: ConvoState) -> None:
    out = another(convo, 1, estado=Estado.BAJA)
    person = another(convo, 2, estado=Estado.HUMANO)
    over = another(
        convo, 3, estado=Estado.HUMANO, human_until=timezone.now() - timedelta(minutes=1)
    )
    assert ids(agente.get(f"{LIST}?estado=baja")) == [str(out.pk)]
    assert ids(agente.get(f"{LIST}?estado=humano")) == [str(person.pk)]
    assert ids(agente.get(f"{LIST}?estado=bot")) == [str(over.pk), str(convo.pk)]
    assert agente.get(f"{LIST}?estado=gato").status_code == 422


def test_they_come_in_pages(agente: Caller, convo: ConvoState) -> None:
    newer = another(convo, 1)
    first = agente.get(f"{LIST}?limit=1")
    assert ids(first) == [str(newer.pk)]
    cursor = first.json()["meta"]["next"]
    assert ids(agente.get(f"{LIST}?limit=1&cursor={cursor}")) == [str(convo.pk)]


def test_a_longer_page_asks_the_database_no_more(agente: Caller, convo: ConvoState) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            agente.get(LIST)
        return len(captured)

    asked()
    few = asked()
    for number in range(5):
        another(convo, number)
    assert asked() == few


def test_its_messages_come_in_pages_too(agente: Caller, convo: ConvoState) -> None:
    with scope(cliente=convo.cliente):
        ConversationLog.objects.create(
            cliente=convo.cliente,
            convo=convo,
            seq=2,
            direction="out",
            estado="enviado",
            message_body="Ya va",
            origin="telefono",
        )
    first = agente.get(f"{LIST}/{convo.pk}?limit=1").json()
    assert [row["message_body"] for row in first["data"]["mensajes"]] == ["Ya va"]
    assert first["data"]["mensajes"][0]["origin"] == "telefono"
    rest = agente.get(f"{LIST}/{convo.pk}?limit=1&cursor={first['meta']['next']}").json()
    assert [row["message_body"] for row in rest["data"]["mensajes"]] == ["quiero un mate"]
    assert "next" not in rest["meta"]


# Handing over


def patch(caller: Caller, convo: ConvoState, **body: Any) -> Any:
    return caller.patch(f"{LIST}/{convo.pk}", body)


def test_a_person_takes_a_conversation_and_gives_it_back(agente: Caller, convo: ConvoState) -> None:
    taken = patch(agente, convo, estado="humano").json()["data"]
    assert (taken["estado"], taken["motivo"]) == ("humano", "elegido")
    assert taken["hasta"] is not None
    assert patch(agente, convo, estado="bot").json()["data"]["estado"] == "bot"
    told = all_of(AuditEntry).filter(event="conversacion.estado_cambiado").order_by("id")
    assert [entry.after["estado"] for entry in told] == ["humano", "bot"]
    assert {entry.usuario_id for entry in told} == {agente.usuario.pk}


def test_it_says_until_when(agente: Caller, convo: ConvoState) -> None:
    until = timezone.now() + timedelta(days=2)
    patch(agente, convo, estado="humano", hasta=until.isoformat())
    assert stored(convo).human_until == until
    patch(agente, convo, estado="humano", hasta=None)
    assert stored(convo).human_until is None


def test_it_raises_the_fence(agente: Caller, convo: ConvoState) -> None:
    before = stored(convo).last_seq
    patch(agente, convo, estado="humano")
    assert stored(convo).last_seq > before


@pytest.mark.parametrize("estado", ["bot", "humano"])
def test_an_opt_out_is_not_undone_by_it(agente: Caller, convo: ConvoState, estado: str) -> None:
    put(convo, estado=Estado.BAJA)
    answer = patch(agente, convo, estado=estado)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "baja")
    assert stored(convo).estado == Estado.BAJA


@pytest.mark.parametrize("body", [{}, {"estado": "baja"}, {"estado": "humano", "hasta": "ayer"}])
def test_what_makes_no_sense_is_refused(agente: Caller, convo: ConvoState, body: Any) -> None:
    assert patch(agente, convo, **body).status_code == 422


# Answering


def respond(caller: Caller, convo: ConvoState, texto: Any = "Ya va", **headers: str) -> Any:
    return caller.post(f"{LIST}/{convo.pk}/responder", {"texto": texto}, **headers)


def test_an_answer_is_queued_signed_and_hands_over(agente: Caller, convo: ConvoState) -> None:
    answer = respond(agente, convo)
    assert answer.status_code == 201, answer.content
    row = all_of(ConversationLog).get(pk=answer.json()["data"]["id"])
    assert (row.estado, row.origin, row.usuario_id) == ("en_cola", "api", agente.usuario.pk)
    assert row.content_json["text"]["body"] == "Ya va"
    assert stored(convo).estado == Estado.HUMANO
    assert all_of(Usage).get(cliente=convo.cliente, meter="mensajes").used == 1


def test_it_is_said_once_however_often_it_is_asked(agente: Caller, convo: ConvoState) -> None:
    answers = [respond(agente, convo, **{"Idempotency-Key": "k1"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert all_of(ConversationLog).filter(origin="api").count() == 1


def test_who_opted_out_is_not_answered(agente: Caller, convo: ConvoState) -> None:
    put(convo, estado=Estado.BAJA)
    answer = respond(agente, convo)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "baja")


@pytest.mark.parametrize("hours", [24, 500, None])
def test_nor_is_who_wrote_too_long_ago(agente: Caller, convo: ConvoState, hours: Any) -> None:
    put(convo, last_inbound_at=hours and timezone.now() - timedelta(hours=hours, seconds=1))
    answer = respond(agente, convo)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "fuera_de_ventana")
    assert not all_of(ConversationLog).filter(origin="api").exists()


@pytest.mark.parametrize("texto", ["", "   ", "x" * 4097, None, [], "a\x00b"])
def test_what_cannot_be_sent_is_refused(agente: Caller, convo: ConvoState, texto: Any) -> None:
    answer = respond(agente, convo, texto)
    assert answer.status_code in (400, 422)
    assert not all_of(ConversationLog).filter(origin="api").exists()


# Consent


def consent_path(convo: ConvoState) -> str:
    return f"clientes/tienda-1/contactos/{convo.contact_id}/consentimiento"


def test_the_ledger_is_shown(agente: Caller, convo: ConvoState) -> None:
    (row,) = agente.get(consent_path(convo)).json()["data"]
    assert (row["decision"], row["kind"], row["source"]) == ("alta", "publicidad", "chat")
    assert row["words"] == "quiero un mate"


def test_a_manager_records_a_decision_with_a_note(world: World, convo: ConvoState) -> None:
    admin = world.callers["admin"]
    body = {"decision": "baja", "nota": "Lo pidió por teléfono el lunes."}
    answer = admin.post(consent_path(convo), body)
    assert answer.status_code == 201, answer.content
    assert stored(convo).estado == Estado.BAJA
    entry = all_of(ConsentEntry).get(pk=answer.json()["data"]["id"])
    assert (entry.source, entry.kind, entry.words) == ("api", "todo", body["nota"])
    assert entry.usuario_id == admin.usuario.pk
    assert all_of(AuditEntry).filter(event="consentimiento.anotado").count() == 1
    admin.post(consent_path(convo), body | {"decision": "alta"})
    assert stored(convo).estado == Estado.BOT


def test_advertising_alone_can_be_recorded(world: World, convo: ConvoState) -> None:
    body = {"decision": "baja", "kind": "publicidad", "nota": "Por correo."}
    world.callers["owner"].post(consent_path(convo), body)
    assert (stored(convo).no_marketing, stored(convo).estado) == (True, Estado.BOT)


@pytest.mark.parametrize(
    "body", [{"decision": "baja"}, {"nota": "x"}, {"decision": "x", "nota": "x"}]
)
def test_a_decision_without_proof_is_refused(world: World, convo: ConvoState, body: Any) -> None:
    assert world.callers["owner"].post(consent_path(convo), body).status_code == 422
    assert all_of(ConsentEntry).filter(cliente=convo.cliente).count() == 1
