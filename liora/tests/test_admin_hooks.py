"""Operators see what was told and what was not, send it again, and never see a secret."""

import pytest
from django.test import Client

from conversations.models import HookEvent, HookLane
from liora.tests.admin_rows import TOKEN, Rows, address
from liora.tests.unscoped import all_of
from tenants.models import AuditEntry, HookSecret

pytestmark = pytest.mark.django_db

Estado = HookEvent.Estado


@pytest.fixture
def dead(rows: Rows) -> HookEvent:
    row: HookEvent = rows[HookEvent]
    return row


def shown(admin_client: Client, model: type, *args: object) -> str:
    page = "change" if args else "changelist"
    answer = admin_client.get(address(model, page, *args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_says_what_went_wrong(admin_client: Client, dead: HookEvent) -> None:
    listed = shown(admin_client, HookEvent)
    assert "500 · No contestó con un código 2xx." in listed
    assert "Reenviar las entregas elegidas" in listed


@pytest.mark.parametrize(("query", "count"), [("estado__exact=muerto", 1), ("kind__exact=x", 0)])
def test_the_list_is_narrowed(
    admin_client: Client, dead: HookEvent, query: str, count: int
) -> None:
    answer = admin_client.get(f"{address(HookEvent, 'changelist')}?{query}", follow=True)
    assert answer.content.decode().count('name="_selected_action"') == count


def test_one_shows_what_is_sent(admin_client: Client, dead: HookEvent) -> None:
    page = shown(admin_client, HookEvent, dead.pk)
    assert "message.received" in page
    assert "phone_number_id" in page


def test_several_are_sent_again(admin_client: Client, dead: HookEvent) -> None:
    sent = {"action": "send_again", "_selected_action": [str(dead.pk)]}
    answer = admin_client.post(address(HookEvent, "changelist"), sent, follow=True)
    assert "1 entrega puesta de nuevo en la fila." in answer.content.decode()
    assert all_of(HookEvent).get().estado == Estado.PENDIENTE
    (entry,) = all_of(AuditEntry).filter(event="webhook.reenviado")
    assert entry.usuario_id is not None


def test_nothing_of_it_can_be_changed(admin_client: Client, dead: HookEvent) -> None:
    before = all_of(HookEvent).values().get()
    admin_client.post(address(HookEvent, "change", dead.pk), {"estado": "entregado", "kind": "x"})
    assert all_of(HookEvent).values().get() == before
    assert admin_client.get(address(HookEvent, "add")).status_code == 403


def test_a_number_shows_how_its_address_answers(admin_client: Client, rows: Rows) -> None:
    listed = shown(admin_client, HookLane)
    assert "respuesta" not in listed
    assert "500" not in listed or "No contestó" in listed
    assert "No contestó con un código 2xx." in listed


def test_a_secret_is_nobodys_to_see(admin_client: Client, rows: Rows) -> None:
    pages = shown(admin_client, HookSecret) + shown(admin_client, HookSecret, rows[HookSecret].pk)
    assert TOKEN not in pages
