"""One row for each sensitive act: who, when, from where, what it was before and after."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts.models import Usuario
from liora.ops.encryption import Secret
from liora.tests.admin_rows import Rows, address
from tenants.audit import SYSTEM, Actor, UnknownEvent, actor_of, record
from tenants.audit_events import EVENTS
from tenants.models import AuditEntry, Cliente
from tenants.tests.factories import ClienteFactory

pytestmark = pytest.mark.django_db

ANA = Actor(usuario_id=uuid4(), address="203.0.113.9", request_id="req-1")


def entries() -> list[AuditEntry]:
    return list(AuditEntry._base_manager.order_by("id"))


def test_it_keeps_who_did_what_to_what():
    cliente = ClienteFactory()
    record(
        "cliente.plan_cambiado",
        actor=ANA,
        cliente_id=cliente.pk,
        target="plan",
        before={"plan": Cliente.Plan.FREE},
        after={"plan": "pro", "precio": Decimal("9.90"), "desde": None},
    )
    [entry] = entries()
    assert (entry.usuario_id, entry.address, entry.request_id) == (
        ANA.usuario_id,
        "203.0.113.9",
        "req-1",
    )
    assert (entry.cliente_id, entry.target) == (cliente.pk, "plan")
    assert entry.before == {"plan": "free"}
    assert entry.after == {"plan": "pro", "precio": "9.90", "desde": None}


def test_a_name_nobody_registered_is_refused_at_once():
    with pytest.raises(UnknownEvent):
        record("cliente.plan_cambaido", actor=SYSTEM)
    assert entries() == []


@pytest.mark.parametrize(
    "name", ["access_token", "Clave", "password", "client_secret", "API-KEY", "apikey", "otp"]
)
def test_what_is_called_like_a_secret_is_masked(name: str):
    record("waba.cambiada", actor=SYSTEM, before={name: ""}, after={name: "EAAJ-1"})
    [entry] = entries()
    assert (entry.before, entry.after) == ({name: ""}, {name: "***"})


def test_a_secret_is_masked_whatever_it_is_called():
    record("waba.cambiada", actor=SYSTEM, after={"nota": Secret.hide("EAAJ-1")})
    assert entries()[0].after == {"nota": "***"}


@pytest.mark.parametrize("value", [{"token": "x"}, ["x"], object(), b"x"])
def test_nothing_in_which_a_secret_could_hide_is_stored(value: object):
    with pytest.raises(TypeError):
        record("waba.cambiada", actor=SYSTEM, after={"nota": value})
    assert entries() == []


def test_what_a_stranger_sends_always_fits():
    record(
        "cuenta.entrada_rechazada",
        actor=Actor(usuario_id=None, address="a" * 900, request_id="r\0" * 900),
        target="x" * 900,
    )
    assert [len(entries()[0].target), len(entries()[0].request_id)] == [200, 64]


def test_the_row_goes_when_the_act_is_undone():
    with pytest.raises(LookupError), transaction.atomic():
        record("claves.rotadas", actor=SYSTEM)
        raise LookupError
    assert entries() == []


def test_every_name_is_dotted_and_fits():
    limit = AuditEntry._meta.get_field("event").max_length
    assert [name for name in EVENTS if name.count(".") != 1 or len(name) > limit] == []


def test_a_request_tells_who_makes_it(rf: RequestFactory):
    request = rf.get("/", REMOTE_ADDR="203.0.113.9")
    assert actor_of(request) == Actor(None, "203.0.113.9", "")
    request.user, request.request_id = AnonymousUser(), "req-2"
    assert actor_of(request) == Actor(None, "203.0.113.9", "req-2")
    request.user = Usuario(email="ana@x")
    assert actor_of(request).usuario_id == request.user.pk


def test_an_operators_change_of_plan_and_estado_is_recorded(
    admin_client: Client, admin_user: Usuario
):
    cliente = ClienteFactory(name="Aurora")
    form = {"name": "Aurora 2", "slug": cliente.slug, "plan": "pro", "estado": "suspendido"}
    assert admin_client.post(address(Cliente, "change", cliente.pk), form).status_code == 302
    made = [(one.event, one.before, one.after, one.usuario_id, one.cliente_id) for one in entries()]
    who = (admin_user.pk, cliente.pk)
    assert made == [
        ("cliente.plan_cambiado", {"plan": "free"}, {"plan": "pro"}, *who),
        ("cliente.estado_cambiado", {"estado": "activo"}, {"estado": "suspendido"}, *who),
    ]


def test_a_change_of_name_is_no_change_of_plan(admin_client: Client):
    cliente = ClienteFactory()
    form = {"name": "Otro", "slug": cliente.slug, "plan": "free", "estado": "activo"}
    assert admin_client.post(address(Cliente, "change", cliente.pk), form).status_code == 302
    assert entries() == []


def test_a_new_cliente_is_recorded(admin_client: Client):
    form = {"name": "Aurora", "slug": "aurora", "plan": "basic"}
    assert admin_client.post(address(Cliente, "add"), form).status_code == 302
    assert [(one.event, one.after) for one in entries()] == [("cliente.creado", {"plan": "basic"})]


def found(admin_client: Client, **query: str) -> int:
    page = admin_client.get(address(AuditEntry, "changelist"), query)
    return len(page.context["cl"].result_list)


def test_operators_find_entries_by_person_place_event_and_day(admin_client: Client, rows: Rows):
    ana = rows[Usuario]
    record("cuenta.salio", actor=Actor(ana.pk, "198.51.100.7", "req-9"), target="otra")
    today = timezone.localdate()
    by_ana = {"q": "ANA1@tienda"}
    assert found(admin_client, **by_ana) == found(admin_client, q=str(ana.pk)) == 2
    assert found(admin_client, q="198.51.100.7") == found(admin_client, q="req-9") == 1
    assert found(admin_client, event="cuenta.salio") == 1
    assert found(admin_client, dia=today.isoformat()) == 2
    assert found(admin_client, dia=(today - timedelta(days=1)).isoformat()) == 0
    for nonsense in ("ayer", "9999-12-31", "0001-01-01"):
        assert found(admin_client, dia=nonsense) in (0, 2)
