"""What operators agree with a business beside its plan, and the sessions that they end."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Session
from liora.tests.admin_rows import Rows, address
from liora.tests.unscoped import all_of
from liora.tests.world import caller
from tenants.models import AuditEntry, Cliente, PlanOverride
from tenants.plans import Meter
from tenants.policy import remaining

pytestmark = pytest.mark.django_db


def test_a_limit_is_agreed_and_counts_at_once(admin_client: Client, cliente: Cliente):
    sent = {"cliente": str(cliente.pk), "meter": "usuarios", "value": "7"}
    assert admin_client.post(address(PlanOverride, "add"), sent).status_code == 302
    assert [row.value for row in all_of(PlanOverride)] == [7]
    [entry] = all_of(AuditEntry).filter(event="cliente.limite_acordado")
    assert (entry.cliente_id, entry.after) == (cliente.pk, {"usuarios": 7})


def test_an_empty_limit_is_none(admin_client: Client, cliente: Cliente):
    sent = {"cliente": str(cliente.pk), "meter": "mensajes", "value": ""}
    admin_client.post(address(PlanOverride, "add"), sent)
    assert remaining(cliente, Meter.MESSAGES) is None


@pytest.mark.parametrize("wrong", [{"meter": "otro"}, {"value": "-1"}, {"cliente": ""}])
def test_what_is_no_limit_is_refused(admin_client: Client, cliente: Cliente, wrong: dict):
    sent = {"cliente": str(cliente.pk), "meter": "usuarios", "value": "7"} | wrong
    assert admin_client.post(address(PlanOverride, "add"), sent).status_code == 200
    assert not all_of(PlanOverride).exists()


def test_an_operator_ends_a_session_with_its_next_call(admin_client: Client, rows: Rows):
    by_name = {model.__name__: row for model, row in rows.items()}
    person = caller(by_name["UserCliente"])
    assert person.get("me").status_code == 200
    session = Session.objects.exclude(pk=by_name["Session"].pk).get()
    sent = {"action": "end_sessions", "_selected_action": [str(session.pk)]}
    assert admin_client.post(address(Session, "changelist"), sent).status_code == 302
    assert person.get("me").status_code == 401
    session.refresh_from_db()
    assert session.end_reason == Session.End.ADMINISTRACION
    assert session.ended_at <= timezone.now() + timedelta(minutes=1)
