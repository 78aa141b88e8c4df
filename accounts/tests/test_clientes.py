"""Opening a business and changing it."""

import pytest

from accounts.tests.conftest import Join
from liora.tests.unscoped import all_of
from liora.tests.world import Caller, caller
from tenants.models import AuditEntry, Cliente
from tenants.publish_secrets import valid_secrets

pytestmark = pytest.mark.django_db


def test_it_works(owner: Caller):
    created = owner.post("clientes", {"name": "Panadería Ñandú"})
    data = created.json()["data"]
    assert created.status_code == 201
    assert (data["slug"], data["plan"], data["estado"], data["rol"]) == (
        "panaderia-nandu",
        "free",
        "activo",
        "owner",
    )
    cliente = Cliente.objects.get(pk=data["id"])
    assert valid_secrets(cliente) == [data["publish_secret"]]
    assert owner.get(f"clientes/{data['id']}").json()["data"]["name"] == "Panadería Ñandú"
    assert "publish_secret" not in owner.get("clientes/panaderia-nandu").json()["data"]


def test_it_is_audited_without_the_secret(owner: Caller):
    secret = owner.post("clientes", {"name": "Kiosco"}).json()["data"]["publish_secret"]
    entry = all_of(AuditEntry).get(event="cliente.creado")
    assert entry.after == {"slug": "kiosco", "name": "Kiosco", "plan": "free"}
    assert secret not in str(vars(entry))


@pytest.mark.parametrize("name", ["Kiosco", "🥭🥭", "----", "a" * 120])
def test_a_name_always_makes_a_slug(owner: Caller, name: str):
    slugs = {owner.post("clientes", {"name": name}).json()["data"]["slug"] for _ in range(3)}
    assert len(slugs) == 3
    assert all(0 < len(slug) <= 60 for slug in slugs)


@pytest.mark.parametrize(
    "slug", ["con espacios", "ñandú", "x" * 61, "0193a1c2f4e87d31b7c90193a1c2f4e8"]
)
def test_a_slug_that_is_none_is_refused(owner: Caller, slug: str):
    refused = owner.post("clientes", {"name": "Kiosco", "slug": slug})
    assert refused.status_code == 422
    assert list(refused.json()["error"]["fields"]) == ["slug"]


def test_a_slug_that_is_taken_is_refused(owner: Caller):
    owner.post("clientes", {"name": "Kiosco", "slug": "kiosco"})
    refused = owner.post("clientes", {"name": "Otro", "slug": "kiosco"})
    assert refused.status_code == 422
    assert refused.json()["error"]["fields"]["slug"]["code"] == "unique"


def test_an_owner_does_not_choose_plan_or_estado(owner: Caller, cliente: Cliente):
    created = owner.post("clientes", {"name": "Kiosco", "plan": "pro", "estado": "suspendido"})
    assert created.json()["data"]["plan"] == "free"
    for change in ({"plan": "pro"}, {"estado": "suspendido"}, {"name": "X", "plan": "basic"}):
        refused = owner.patch(f"clientes/{cliente.slug}", change)
        assert refused.status_code == 403
        assert refused.json()["error"]["code"] == "solo_operadores"
    cliente.refresh_from_db()
    assert (cliente.plan, cliente.estado, cliente.name != "X") == ("free", "activo", True)


def test_what_was_read_may_be_sent_back_whole(owner: Caller, cliente: Cliente):
    shown = owner.get(f"clientes/{cliente.slug}").json()["data"]
    changed = owner.patch(f"clientes/{cliente.slug}", shown | {"name": "Otro", "id": "x"})
    assert changed.status_code == 200
    assert changed.json()["data"]["name"] == "Otro"
    assert changed.json()["data"]["id"] == str(cliente.pk)


def test_a_change_is_audited_and_no_change_is_not(owner: Caller, cliente: Cliente):
    for _ in range(2):
        owner.patch(f"clientes/{cliente.slug}", {"name": "Otro"})
    [entry] = all_of(AuditEntry).filter(event="cliente.cambiado")
    assert entry.after == {"name": "Otro"}


def test_me_lists_every_business_with_the_role_in_it(owner: Caller, cliente: Cliente):
    owner.post("clientes", {"name": "Kiosco"})
    clientes = owner.get("me").json()["data"]["clientes"]
    assert [(one["slug"], one["rol"]) for one in clientes] == [
        (cliente.slug, "owner"),
        ("kiosco", "owner"),
    ]


def test_a_new_publish_secret_leaves_the_old_one_valid_for_a_while(owner: Caller, cliente: Cliente):
    first, second = (
        owner.post(f"clientes/{cliente.slug}/catalog/secreto").json()["data"] for _ in range(2)
    )
    assert set(valid_secrets(cliente)) == {first["publish_secret"], second["publish_secret"]}
    assert second["old_valid_until"]


def test_an_agente_reads_and_changes_nothing(join: Join, cliente: Cliente):
    agente = caller(join("bea@alfa", "agente"))
    assert agente.get(f"clientes/{cliente.slug}").status_code == 200
    assert agente.patch(f"clientes/{cliente.slug}", {"name": "X"}).status_code == 403


def test_calls_are_counted_against_the_plan(owner: Caller, cliente: Cliente):
    first = owner.get(f"clientes/{cliente.slug}")
    assert first["X-RateLimit-Limit"] == "120"
    left = int(first["X-RateLimit-Remaining"])
    for _ in range(left):
        owner.get(f"clientes/{cliente.slug}")
    refused = owner.get(f"clientes/{cliente.slug}")
    assert refused.status_code == 429
    assert refused.json()["error"]["code"] == "limite_pedidos_api"
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert int(refused["X-RateLimit-Remaining"]) == 0
