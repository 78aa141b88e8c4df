"""POST …/mensajes: a text within 24 hours, a template at any time, nobody against their will."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django_scopes import scope, scopes_disabled

from conversations.models import ContactIdentity, ConversationLog, ConvoState
from liora.tests.unscoped import all_of
from liora.tests.world import Caller, World, build
from tenants.models import PlanOverride, Usage
from whatsapp.models import MessageTemplate, WabaAccount
from whatsapp.numbers import retire

pytestmark = pytest.mark.django_db

PATH = "clientes/tienda-1/mensajes"
NEW = "+54 9 351 555-7777"
READY = {"nombre": "pedido_listo", "idioma": "es_AR", "parametros": {"cuerpo": ["Ana"]}}


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def agente(world: World) -> Caller:
    return world.callers["agente"]


@pytest.fixture
def convo(world: World) -> ConvoState:
    row: ConvoState = world.alfa[ConvoState]
    put(row, last_inbound_at=datetime.now(UTC))
    return row


@pytest.fixture
def approved(world: World) -> MessageTemplate:
    row: MessageTemplate = world.alfa[MessageTemplate]
    components = [{"type": "BODY", "text": "Hola {{1}}, está listo."}]
    with scope(cliente=row.cliente):
        facts: dict[str, Any] = {"status": "APPROVED", "components": components}
        MessageTemplate.objects.filter(pk=row.pk).update(**facts, category="UTILITY")
    return row


def put(convo: ConvoState, **columns: Any) -> None:
    with scope(cliente=convo.cliente):
        ConvoState.objects.filter(pk=convo.pk).update(**columns)


def to(convo: ConvoState, **rest: Any) -> dict[str, Any]:
    return {"conversacion": str(convo.pk), **rest}


def refused(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


def fields(answer: Any) -> dict[str, str]:
    assert answer.status_code == 422, answer.content
    told: dict[str, Any] = answer.json()["error"]["fields"]
    return {name: one["code"] for name, one in told.items()}


def spent() -> int:
    return sum(all_of(Usage).filter(meter="mensajes").values_list("used", flat=True))


def queued() -> list[ConversationLog]:
    return list(all_of(ConversationLog).filter(origin="api").order_by("seq"))


def test_a_text_is_queued_and_leaves_who_answers_alone(agente: Caller, convo: ConvoState) -> None:
    before = spent()
    answer = agente.post(PATH, to(convo, texto="Ya salió tu pedido 🚚"))
    assert answer.status_code == 201, answer.content
    told = answer.json()["data"]
    assert (told["estado"], told["origin"], told["message_type"]) == ("en_cola", "api", "text")
    assert agente.get(f"{PATH}/{told['id']}").json()["data"] == told
    assert all_of(ConvoState).get(pk=convo.pk).estado == "bot"
    assert spent() == before + 1


def test_a_template_is_filled_in(
    agente: Caller, convo: ConvoState, approved: MessageTemplate
) -> None:
    put(convo, last_inbound_at=datetime.now(UTC) - timedelta(days=9))
    told = agente.post(PATH, to(convo, plantilla=READY)).json()["data"]
    assert (told["message_type"], told["message_body"]) == (
        "template",
        "[plantilla] Hola Ana, está listo.",
    )
    (row,) = queued()
    assert row.content_json["template"]["language"] == {"code": "es_AR"}


def test_a_key_makes_one_message_of_many_tries(agente: Caller, convo: ConvoState) -> None:
    said = to(convo, texto="una vez")
    first = agente.post(PATH, said, **{"Idempotency-Key": "k1"})
    again = agente.post(PATH, said, **{"Idempotency-Key": "k1"})
    assert first.json()["data"]["id"] == again.json()["data"]["id"]
    assert len(queued()) == 1


def test_nobody_is_written_to_too_late_or_against_their_will(
    agente: Caller, convo: ConvoState, approved: MessageTemplate
) -> None:
    put(convo, last_inbound_at=datetime.now(UTC) - timedelta(hours=25))
    late = agente.post(PATH, to(convo, texto="hola"))
    put(convo, no_marketing=True)
    with scopes_disabled():
        MessageTemplate.objects.update(category="MARKETING")
    advertised = agente.post(PATH, to(convo, plantilla=READY))
    put(convo, estado=ConvoState.Estado.BAJA)
    opted_out = [
        agente.post(PATH, to(convo, **said)) for said in ({"texto": "a"}, {"plantilla": READY})
    ]
    assert refused(late) == (422, "fuera_de_ventana")
    assert refused(advertised) == (422, "sin_publicidad")
    assert [refused(one) for one in opted_out] == [(422, "baja"), (422, "baja")]
    assert queued() == []


def test_a_template_brings_a_stranger_in_and_a_text_does_not(
    agente: Caller, convo: ConvoState, approved: MessageTemplate
) -> None:
    people = all_of(ConvoState).count()
    assert refused(agente.post(PATH, {"para": NEW, "texto": "hola"})) == (422, "fuera_de_ventana")
    unfit = agente.post(PATH, {"para": NEW, "plantilla": READY | {"parametros": {}}})
    assert fields(unfit) == {"plantilla.parametros.cuerpo": "parametros_plantilla"}
    assert all_of(ConvoState).count() == people
    first = agente.post(PATH, {"para": NEW, "plantilla": READY})
    again = agente.post(PATH, {"para": "0351 15 555-7777", "plantilla": READY})
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["data"]["convo_id"] == again.json()["data"]["convo_id"]
    assert first.json()["data"]["user_msisdn"] == "5493515557777"
    assert all_of(ConvoState).count() == people + 1


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("hola", "numero_invalido"),
        ("155-7777", "numero_sin_pais"),
        ("+0 11 2222 3333", "numero_sin_pais"),
        ("51 98765-4321", "numero_sin_pais"),
        ("351 555 7777", "numero_sin_pais"),
        ("+54 351 555", "numero_sin_pais"),
    ],
)
def test_a_stranger_needs_a_whole_number(
    agente: Caller, convo: ConvoState, approved: MessageTemplate, typed: str, code: str
) -> None:
    assert fields(agente.post(PATH, {"para": typed, "plantilla": READY})) == {"para": code}


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("+54 351 15 555-7777", "5493515557777"),
        ("+54 9 0351 555-7777", "5493515557777"),
        ("0054 351 555 7777", "5493515557777"),
        ("+55 (51) 98765-4321", "5551987654321"),
    ],
)
def test_a_number_is_written_as_whatsapp_does(
    agente: Caller, convo: ConvoState, approved: MessageTemplate, typed: str, address: str
) -> None:
    told = agente.post(PATH, {"para": typed, "plantilla": READY}).json()["data"]
    assert told["user_msisdn"] == address


def test_who_has_spent_all_messages_begins_no_conversation(
    agente: Caller, convo: ConvoState, approved: MessageTemplate
) -> None:
    people = all_of(ConvoState).count()
    with scopes_disabled():
        PlanOverride.objects.create(cliente=convo.cliente, meter="mensajes", value=0)
    for asked in ({"para": NEW, "plantilla": READY}, to(convo, texto="a")):
        answer = agente.post(PATH, asked)
        assert refused(answer) == (429, "limite_mensajes")
    assert all_of(ConvoState).count() == people
    assert queued() == []


def test_a_template_of_another_account_is_unknown(
    agente: Caller, convo: ConvoState, approved: MessageTemplate
) -> None:
    with scopes_disabled():
        MessageTemplate.objects.update(waba_id="999")
    answer = agente.post(PATH, to(convo, plantilla=READY))
    assert refused(answer) == (422, "plantilla_desconocida")


def test_a_retired_number_sends_nothing(agente: Caller, world: World, convo: ConvoState) -> None:
    with scopes_disabled():
        retire(world.alfa[WabaAccount])
    answer = agente.post(PATH, to(convo, texto="a"))
    assert fields(answer) == {"numero": "numero_por_elegir"}


def test_whoever_left_a_number_is_not_who_has_it_now(
    agente: Caller, convo: ConvoState, approved: MessageTemplate
) -> None:
    first = agente.post(PATH, {"para": NEW, "plantilla": READY}).json()["data"]
    with scopes_disabled():
        ContactIdentity.objects.filter(contact__state=first["convo_id"]).update(
            retired_at=datetime.now(UTC)
        )
    put(all_of(ConvoState).get(pk=first["convo_id"]), user_msisdn="otro")
    again = agente.post(PATH, {"para": NEW, "plantilla": READY}).json()["data"]
    assert again["convo_id"] != first["convo_id"]


def test_what_is_unknown_or_not_approved_is_told(
    agente: Caller, convo: ConvoState, approved: MessageTemplate
) -> None:
    unknown = agente.post(PATH, to(convo, plantilla=READY | {"idioma": "pt_BR"}))
    assert refused(unknown) == (422, "plantilla_desconocida")
    with scopes_disabled():
        MessageTemplate.objects.update(status="PAUSED")
    assert refused(agente.post(PATH, to(convo, plantilla=READY))) == (422, "plantilla_no_aprobada")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"texto": "hola"}, "para"),
        ({"para": NEW}, "texto"),
        ({"para": NEW, "texto": "a", "plantilla": READY}, "texto"),
        ({"para": NEW, "plantilla": "pedido_listo"}, "plantilla"),
        ({"para": NEW, "plantilla": {"nombre": "a"}}, "plantilla.idioma"),
        ({"para": NEW, "plantilla": READY | {"parametros": ["a"]}}, "plantilla.parametros"),
        ({"para": 5493515550101, "texto": "a"}, "para"),
        ({"para": NEW, "texto": " "}, "texto"),
        ({"para": NEW, "texto": "a" * 4097}, "texto"),
    ],
)
def test_a_body_that_cannot_be_read_names_its_field(
    agente: Caller, body: dict[str, Any], field: str
) -> None:
    assert field in fields(agente.post(PATH, body))


def test_the_number_it_leaves_through_is_the_business_own(
    agente: Caller, world: World, convo: ConvoState
) -> None:
    mine, theirs = world.alfa[WabaAccount], world.beta[WabaAccount]
    answer = agente.post(PATH, to(convo, texto="a", numero=str(theirs.pk)))
    assert fields(answer) == {"numero": "numero_desconocido"}
    told = agente.post(PATH, to(convo, texto="a", numero=str(mine.pk))).json()["data"]
    assert told["waba_account_id"] == str(mine.pk)
