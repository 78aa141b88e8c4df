from collections.abc import Callable

import pytest

from accounts.models import UserCliente
from liora.tests.world import Caller, caller, member
from tenants.models import Cliente

PASSWORD = "una-clave-larga-de-prueba"

Join = Callable[..., UserCliente]


@pytest.fixture
def join(cliente: Cliente) -> Join:
    """Return a function that makes a new person a member of `cliente`, with PASSWORD."""

    def join(email: str = "ana@alfa", rol: str = "owner", of: Cliente = cliente) -> UserCliente:
        membership = member(of, email, rol)
        membership.usuario.set_password(PASSWORD)
        membership.usuario.save(update_fields=["password"])
        return membership

    return join


@pytest.fixture
def owner(join: Join) -> Caller:
    return caller(join())


@pytest.fixture
def nobody() -> Caller:
    return Caller()
