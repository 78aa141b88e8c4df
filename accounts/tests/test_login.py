import jwt
import pytest
from django_scopes import scopes_disabled

from accounts.tests.conftest import PASSWORD, Join
from liora.tests.world import Caller
from tenants.models import AuditEntry, Cliente
from tenants.tests.factories import ClienteFactory

pytestmark = pytest.mark.django_db


def login(nobody: Caller, **body: str):
    return nobody.post("auth/login", {"email": "ana@alfa", "password": PASSWORD} | body)


def test_it_works(nobody: Caller, join: Join, cliente: Cliente):
    membership = join()
    answer = login(nobody)
    data = answer.json()["data"]
    assert answer.status_code == 200
    assert answer.json()["ok"] is True
    assert data["usuario"]["email"] == "ana@alfa"
    assert (data["cliente_id"], data["rol"]) == (str(cliente.pk), "owner")
    claims = jwt.decode(data["access"], options={"verify_signature": False})
    assert claims["usuario_id"] == str(membership.usuario_id)
    assert (claims["cliente_id"], claims["rol"]) == (str(cliente.pk), "owner")
    assert Caller(data["access"]).get("me").status_code == 200


def test_the_case_of_the_address_does_not_matter(nobody: Caller, join: Join):
    join()
    assert login(nobody, email="ANA@Alfa").status_code == 200


@pytest.mark.parametrize("by", ["pk", "slug"])
def test_a_business_may_be_chosen(nobody: Caller, join: Join, by: str):
    join()
    other = ClienteFactory()
    usuario = join("otra@alfa", "owner", other).usuario
    assert usuario.email == "otra@alfa"
    answer = login(nobody, email="otra@alfa", cliente_id=str(getattr(other, by)))
    assert answer.json()["data"]["cliente_id"] == str(other.pk)


def test_a_business_of_others_is_as_unknown_as_one_that_does_not_exist(nobody: Caller, join: Join):
    join()
    theirs = login(nobody, cliente_id=ClienteFactory().slug)
    unknown = login(nobody, cliente_id="no-existe")
    assert theirs.status_code == unknown.status_code == 404
    assert theirs.content == unknown.content


@pytest.mark.parametrize(
    "body",
    [
        {"password": "no-es-esa-clave"},
        {"email": "nadie@alfa"},
        {"email": "sin-arroba"},
        {"email": "suspendida@alfa"},
        {"email": "sin-clave@alfa"},
        {"password": " " + PASSWORD},
    ],
)
def test_every_refusal_is_the_same(nobody: Caller, join: Join, body: dict):
    join()
    suspended = join("suspendida@alfa").usuario
    suspended.estado = suspended.Estado.SUSPENDIDO
    suspended.save(update_fields=["estado"])
    without = join("sin-clave@alfa").usuario
    without.set_unusable_password()
    without.save(update_fields=["password"])
    refused = login(nobody, **body)
    plain = login(nobody, password="cualquier-otra-cosa")
    assert refused.status_code == 401
    assert refused.json()["error"]["code"] == "credenciales_invalidas"
    assert refused.content == plain.content


def test_whoever_belongs_nowhere_yet_may_sign_in_and_open_a_business(nobody: Caller, join: Join):
    membership = join()
    membership.cliente.estado = Cliente.Estado.SUSPENDIDO
    membership.cliente.save(update_fields=["estado"])
    data = login(nobody).json()["data"]
    assert (data["cliente_id"], data["rol"]) == (None, None)
    signed_in = Caller(data["access"])
    assert signed_in.get("me").json()["data"]["cliente_id"] is None
    assert signed_in.post("clientes", {"name": "Otro"}).status_code == 201


def test_it_is_audited(nobody: Caller, join: Join, cliente: Cliente):
    membership = join()
    login(nobody)
    with scopes_disabled():
        entry = AuditEntry.objects.get(event="cuenta.entro")
    assert (entry.usuario_id, entry.cliente_id) == (membership.usuario_id, cliente.pk)
    assert entry.address == "127.0.0.1"
