"""Templates by API: read by members, asked for again, and chosen to reopen conversations."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from liora.tests.unscoped import all_of
from liora.tests.world import Caller, World, build
from tenants.models import AuditEntry
from whatsapp.models import MessageTemplate, WabaAccount

pytestmark = pytest.mark.django_db

PATH = "clientes/tienda-1/plantillas"
WORDS = {"cuerpo": ["{nombre}", "{mensaje}"]}


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def admin(world: World) -> Caller:
    return world.callers["admin"]


@pytest.fixture
def approved(world: World) -> MessageTemplate:
    template: MessageTemplate = world.alfa[MessageTemplate]
    put(
        template,
        status="APPROVED",
        components=[
            {"type": "HEADER", "format": "IMAGE"},
            {"type": "BODY", "text": "Hola {{1}}: {{2}}"},
            {"type": "BUTTONS", "buttons": [{"type": "URL", "url": "https://a.example/{{1}}"}]},
        ],
    )
    return template


def put(template: MessageTemplate, **columns: Any) -> None:
    with scope(cliente=template.cliente):
        MessageTemplate.objects.filter(pk=template.pk).update(**columns)


def number(world: World) -> WabaAccount:
    return all_of(WabaAccount).get(pk=world.alfa[WabaAccount].pk)


def test_one_tells_what_it_asks_for(world: World, approved: MessageTemplate) -> None:
    told = world.callers["agente"].get(f"{PATH}/{approved.pk}").json()["data"]
    assert told["enviable"] is True
    assert told["pide"] == {"encabezado": ["link"], "cuerpo": ["1", "2"], "botones": ["0"]}


def test_they_are_found_by_state_name_and_language(
    admin: Caller, world: World, approved: MessageTemplate
) -> None:
    def found(query: str) -> int:
        return len(admin.get(f"{PATH}?{query}").json()["data"])

    assert [found(q) for q in ("estado=APPROVED", "estado=PAUSED")] == [1, 0]
    assert [found(q) for q in ("nombre=pedido_listo", "nombre=otra")] == [1, 0]
    assert [found(q) for q in ("idioma=es_AR", "idioma=pt_BR")] == [1, 0]
    assert admin.get(f"{PATH}?estado=hola").status_code == 422


def test_one_that_nobody_can_fill_is_not_sendable(admin: Caller, approved: MessageTemplate) -> None:
    put(approved, components=[{"type": "BODY", "text": "Mirá"}, {"type": "CAROUSEL"}])
    assert admin.get(f"{PATH}/{approved.pk}").json()["data"]["enviable"] is False
    put(approved, components=[])
    assert admin.get(f"{PATH}/{approved.pk}").json()["data"]["enviable"] is False


def test_the_list_is_asked_for_again_at_most_once_a_minute(admin: Caller, world: World) -> None:
    def ask() -> Any:
        answer = admin.post(f"{PATH}/sincronizar")
        assert answer.status_code == 202
        (told,) = answer.json()["data"]["numeros"]
        assert told["pendiente"]
        return number(world).templates_due_at

    assert ask() is None
    now = timezone.now()
    with scopes_disabled():
        WabaAccount.objects.update(
            templates_asked_at=now, templates_due_at=now + timedelta(hours=24)
        )
    assert ask() == now + timedelta(minutes=1)


def test_one_is_chosen_to_reopen_and_let_go(
    admin: Caller, world: World, approved: MessageTemplate
) -> None:
    put(approved, components=[{"type": "BODY", "text": "Hola {{1}}: {{2}}"}])
    path = f"clientes/tienda-1/waba/{number(world).pk}"
    chosen = {"reopen_template_id": str(approved.pk), "reopen_parameters": WORDS}
    told = admin.patch(path, chosen).json()["data"]
    assert (told["reopen_template_id"], told["reopen_parameters"]) == (str(approved.pk), WORDS)
    entry = all_of(AuditEntry).filter(event="waba.cambiada").latest("id")
    assert entry.after["reopen_template_id"] == str(approved.pk)
    assert admin.patch(path, {"reopen_template_id": None}).status_code == 200
    assert (number(world).reopen_template_id, number(world).reopen_parameters) == (None, None)


@pytest.mark.parametrize(
    ("status", "parameters", "field", "code"),
    [
        ("PAUSED", WORDS, "reopen_template_id", "plantilla_no_aprobada"),
        ("APPROVED", {}, "reopen_parameters", "parametros_plantilla"),
        ("APPROVED", {"cuerpo": ["a"]}, "reopen_parameters", "parametros_plantilla"),
        ("APPROVED", {"cuerpo": ["a\nb", "c"]}, "reopen_parameters", "parametros_plantilla"),
        (
            "APPROVED",
            {"cuerpo": [{"x": "{nombre}"}, "c"]},
            "reopen_parameters",
            "parametros_plantilla",
        ),
    ],
)
def test_one_that_could_not_leave_is_refused_when_it_is_chosen(
    admin: Caller,
    world: World,
    approved: MessageTemplate,
    status: str,
    parameters: Any,
    field: str,
    code: str,
) -> None:
    put(approved, status=status, components=[{"type": "BODY", "text": "Hola {{1}}: {{2}}"}])
    chosen = {"reopen_template_id": str(approved.pk), "reopen_parameters": parameters}
    answer = admin.patch(f"clientes/tienda-1/waba/{number(world).pk}", chosen)
    assert answer.status_code == 422, answer.content
    assert answer.json()["error"]["fields"][field]["code"] == code


def test_another_business_template_cannot_be_chosen(admin: Caller, world: World) -> None:
    theirs = world.beta[MessageTemplate]
    put(theirs, status="APPROVED", waba_id=number(world).waba_id)
    path = f"clientes/tienda-1/waba/{number(world).pk}"
    answer = admin.patch(path, {"reopen_template_id": str(theirs.pk)})
    assert answer.json()["error"]["fields"]["reopen_template_id"]["code"] == "plantilla_ajena"


def test_parameters_without_a_template_are_refused(admin: Caller, world: World) -> None:
    with scopes_disabled():
        WabaAccount.objects.update(reopen_template=None)
    path = f"clientes/tienda-1/waba/{number(world).pk}"
    answer = admin.patch(path, {"reopen_parameters": {"cuerpo": ["a"]}})
    assert answer.json()["error"]["fields"]["reopen_parameters"]["code"] == "falta"
