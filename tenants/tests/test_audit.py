"""One row for each sensitive act: who, when, from where, what it was before and after."""

import ast
from decimal import Decimal
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import RequestFactory

from accounts.models import Usuario
from liora.ops.encryption import Secret
from liora.tests.test_architecture import product_files, tree
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
    with transaction.atomic():
        record("claves.rotadas", actor=SYSTEM)
        assert len(entries()) == 1
        transaction.set_rollback(True)
    assert entries() == []


def test_every_name_is_dotted_and_fits():
    limit = AuditEntry._meta.get_field("event").max_length
    assert [name for name in EVENTS if name.count(".") != 1 or len(name) > limit] == []


def test_a_request_tells_who_makes_it(rf: RequestFactory):
    request = rf.get("/", REMOTE_ADDR="203.0.113.9")
    assert actor_of(request) == Actor(None, "203.0.113.9", "")
    request.user = AnonymousUser()
    assert actor_of(request) == Actor(None, "203.0.113.9", "")
    request.user = Usuario(email="ana@x")
    assert actor_of(request).usuario_id == request.user.pk


def test_every_event_that_the_code_records_is_in_the_registry():
    written = {
        node.value
        for file in product_files()
        for call in ast.walk(tree(file))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("record", "_record")
        for node in call.args[:1]
        if isinstance(node, ast.Constant)
    }
    assert written
    assert written <= set(EVENTS)
