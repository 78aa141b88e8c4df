"""Operators change who belongs to a business as owners do: with a trace, and leaving an owner."""

import pytest
from django.test import Client

from accounts.models import UserCliente
from liora.tests.admin_rows import address
from liora.tests.unscoped import all_of
from liora.tests.world import member
from tenants.models import AuditEntry, Cliente

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(cliente: Cliente) -> UserCliente:
    return member(cliente, "duena@alfa", "owner")


def change(admin_client: Client, membership: UserCliente, **changes: str):
    sent = {
        "usuario": str(membership.usuario_id),
        "cliente": str(membership.cliente_id),
        "rol": membership.rol,
        "estado": membership.estado,
    }
    return admin_client.post(address(UserCliente, "change", membership.pk), sent | changes)


@pytest.mark.parametrize("changes", [{"rol": "agente"}, {"estado": "suspendido"}])
def test_the_last_owner_stays(admin_client: Client, owner: UserCliente, changes: dict[str, str]):
    refused = change(admin_client, owner, **changes)
    assert refused.status_code == 200
    assert "último dueño" in refused.content.decode()
    assert (all_of(UserCliente).get().rol, all_of(UserCliente).get().estado) == ("owner", "activo")


def test_the_last_owner_is_not_deleted(admin_client: Client, owner: UserCliente):
    where = address(UserCliente, "delete", owner.pk)
    assert admin_client.post(where, {"post": "yes"}).status_code == 403


def test_a_change_and_a_removal_leave_their_rows(admin_client: Client, owner: UserCliente):
    agente = member(owner.cliente, "bea@alfa", "agente")
    assert change(admin_client, agente, rol="admin").status_code == 302
    where = address(UserCliente, "delete", agente.pk)
    assert admin_client.post(where, {"post": "yes"}).status_code == 302
    told = [row.event for row in all_of(AuditEntry).order_by("id")]
    assert [event for event in told if event.startswith("usuario.")] == [
        "usuario.rol_cambiado",
        "usuario.quitado",
    ]
