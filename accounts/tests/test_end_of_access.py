"""What ends access ends it with the next call, for the access token and for the refresh token."""

from collections.abc import Callable

import pytest
from django_scopes import scope

from accounts import sessions
from accounts.models import UserCliente, Usuario
from accounts.tests.conftest import PASSWORD, Join
from liora.tests.world import Caller
from tenants.models import Cliente

pytestmark = pytest.mark.django_db


def suspend_person(membership: UserCliente, _caller: Caller) -> None:
    membership.usuario.estado = Usuario.Estado.SUSPENDIDO
    membership.usuario.save(update_fields=["estado"])


def suspend_membership(membership: UserCliente, _caller: Caller) -> None:
    membership.estado = UserCliente.Estado.SUSPENDIDO
    membership.save(update_fields=["estado"])


def remove_membership(membership: UserCliente, _caller: Caller) -> None:
    membership.delete()


def suspend_cliente(membership: UserCliente, _caller: Caller) -> None:
    membership.cliente.estado = Cliente.Estado.SUSPENDIDO
    membership.cliente.save(update_fields=["estado"])


def change_password(_membership: UserCliente, caller: Caller) -> None:
    changed = caller.post(
        "auth/password", {"password": PASSWORD, "password_nueva": "otra-clave-bien-larga"}
    )
    assert changed.status_code == 204, changed.content


def log_out(_membership: UserCliente, caller: Caller) -> None:
    assert caller.post("auth/logout").status_code == 204


def log_out_everywhere(membership: UserCliente, _caller: Caller) -> None:
    elsewhere = sessions.begin(membership.usuario, membership, address="", user_agent="")
    assert Caller(elsewhere.access).post("auth/logout", {"todas": True}).status_code == 204


@pytest.mark.parametrize(
    "end",
    [
        suspend_person,
        suspend_membership,
        remove_membership,
        suspend_cliente,
        change_password,
        log_out,
        log_out_everywhere,
    ],
)
def test_it_ends_at_once(join: Join, end: Callable[[UserCliente, Caller], None]):
    membership = join()
    pair = sessions.begin(membership.usuario, membership, address="", user_agent="")
    caller = Caller(pair.access)
    assert caller.get("me").status_code == 200
    with scope(cliente=membership.cliente):
        end(membership, caller)
    assert caller.get("me").status_code == 401
    assert Caller().post("auth/refresh", {"refresh": pair.refresh}).status_code == 401


def test_logging_out_leaves_other_sessions(join: Join):
    membership = join()
    first, second = (
        sessions.begin(membership.usuario, membership, address="", user_agent="") for _ in range(2)
    )
    Caller(first.access).post("auth/logout")
    assert Caller(second.access).get("me").status_code == 200


def test_a_member_of_a_suspended_business_is_told_so(join: Join, cliente: Cliente, nobody: Caller):
    membership = join()
    with scope(cliente=cliente):
        suspend_cliente(membership, nobody)
    answer = nobody.post("auth/login", {"email": "ana@alfa", "password": PASSWORD})
    shown = Caller(answer.json()["data"]["access"]).get(f"clientes/{cliente.slug}")
    assert shown.status_code == 403
    assert shown.json()["error"]["code"] == "cliente_suspendido"
