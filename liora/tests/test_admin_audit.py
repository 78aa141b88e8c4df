"""What operators change leaves a row, and they find the rows again."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from accounts.models import Usuario
from liora.tests.admin_rows import TOKEN, Rows, address
from tenants.audit import Actor, record
from tenants.models import AuditEntry, Cliente, PublishSecret
from tenants.tests.factories import ClienteFactory

pytestmark = pytest.mark.django_db


def recorded() -> list[AuditEntry]:
    return list(AuditEntry._base_manager.order_by("id"))


def test_an_operators_change_of_plan_and_estado_is_recorded(
    admin_client: Client, admin_user: Usuario
):
    cliente = ClienteFactory(name="Aurora")
    form = {"name": "Aurora 2", "slug": cliente.slug, "plan": "pro", "estado": "suspendido"}
    assert admin_client.post(address(Cliente, "change", cliente.pk), form).status_code == 302
    assert [(one.event, one.before, one.after) for one in recorded()] == [
        ("cliente.plan_cambiado", {"plan": "free"}, {"plan": "pro"}),
        ("cliente.estado_cambiado", {"estado": "activo"}, {"estado": "suspendido"}),
    ]
    assert {(one.usuario_id, one.cliente_id) for one in recorded()} == {(admin_user.pk, cliente.pk)}


def test_a_change_of_name_is_no_change_of_plan(admin_client: Client):
    cliente = ClienteFactory()
    form = {"name": "Otro", "slug": cliente.slug, "plan": "free", "estado": "activo"}
    assert admin_client.post(address(Cliente, "change", cliente.pk), form).status_code == 302
    assert recorded() == []


def test_a_new_cliente_is_recorded(admin_client: Client):
    form = {"name": "Aurora", "slug": "aurora", "plan": "basic"}
    assert admin_client.post(address(Cliente, "add"), form).status_code == 302
    assert [(one.event, one.after) for one in recorded()] == [("cliente.creado", {"plan": "basic"})]


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


def test_what_is_done_in_bulk_leaves_a_row_for_each(admin_client: Client):
    chosen = [Group.objects.create(name=name).pk for name in ("soporte", "ventas")]
    before = LogEntry.objects.count()
    form = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}
    assert admin_client.post(address(Group, "changelist"), form).status_code == 302
    assert not Group.objects.exists()
    assert LogEntry.objects.count() == before + 2


def test_no_page_shows_a_publish_secret(admin_client: Client, rows: Rows):
    secret = rows[PublishSecret]
    for view, args in (("changelist", []), ("change", [secret.pk])):
        page = admin_client.get(address(PublishSecret, view, *args)).content.decode()
        assert TOKEN not in page
        assert secret.secret.stored not in page
