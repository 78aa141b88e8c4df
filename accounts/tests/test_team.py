"""Who may name, change and remove whom; a business always keeps an owner who may act."""

from functools import partial

import pytest
from django_scopes import scope

from accounts.models import UserCliente, Usuario
from accounts.tests.conftest import Join
from liora.tests.racing import race
from liora.tests.unscoped import all_of
from liora.tests.world import Caller, caller
from tenants.models import AuditEntry, Cliente


@pytest.fixture
def cliente(cliente: Cliente) -> Cliente:
    cliente.plan = Cliente.Plan.PRO
    cliente.save(update_fields=["plan"])
    return cliente


def path(cliente: Cliente, uid: object = "") -> str:
    return f"clientes/{cliente.slug}/usuarios" + (f"/{uid}" if uid else "")


@pytest.mark.django_db
def test_it_works(join: Join, cliente: Cliente):
    owner, agente = caller(join()), join("bea@alfa", "agente")
    changed = owner.patch(path(cliente, agente.pk), {"rol": "admin"})
    assert changed.status_code == 200
    assert changed.json()["data"]["rol"] == "admin"
    entry = all_of(AuditEntry).get(event="usuario.rol_cambiado")
    assert (entry.before, entry.after) == ({"rol": "agente"}, {"rol": "admin"})


@pytest.mark.django_db
def test_a_person_who_accepted_is_found_by_their_own_id_too(join: Join, cliente: Cliente):
    owner, agente = caller(join()), join("bea@alfa", "agente")
    assert owner.delete(path(cliente, agente.usuario_id)).status_code == 204


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "body"),
    [("PATCH", {"rol": "admin"}), ("PATCH", {"estado": "suspendido"}), ("DELETE", None)],
)
def test_the_last_owner_stays(join: Join, cliente: Cliente, method: str, body: dict | None):
    mine = join()
    refused = caller(mine).call(method, path(cliente, mine.pk), body)
    assert refused.status_code == 409
    assert refused.json()["error"]["code"] == "ultimo_dueno"
    mine.refresh_from_db()
    assert (mine.rol, mine.estado) == ("owner", "activo")


@pytest.mark.django_db
def test_an_owner_who_cannot_act_does_not_count(join: Join, cliente: Cliente):
    mine, other = join(), join("bea@alfa")
    Usuario.objects.filter(pk=other.usuario_id).update(estado=Usuario.Estado.SUSPENDIDO)
    assert caller(mine).delete(path(cliente, mine.pk)).status_code == 409


@pytest.mark.django_db
def test_an_owner_may_leave_when_another_stays(join: Join, cliente: Cliente):
    mine, _other = join(), join("bea@alfa")
    me = caller(mine)
    assert me.delete(path(cliente, mine.pk)).status_code == 204
    assert me.get("me").status_code == 401


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rol", "target", "body"),
    [
        ("admin", "agente", {"rol": "owner"}),
        ("admin", "owner", {"rol": "agente"}),
        ("admin", "owner", {"estado": "suspendido"}),
        ("admin", "owner", None),
    ],
)
def test_only_an_owner_touches_owners(
    join: Join, cliente: Cliente, rol: str, target: str, body: dict | None
):
    join()
    me, them = caller(join("yo@alfa", rol)), join("otra@alfa", target)
    method = "DELETE" if body is None else "PATCH"
    refused = me.call(method, path(cliente, them.pk), body)
    assert refused.status_code == 403
    assert refused.json()["error"]["code"] == "solo_duenos"


@pytest.mark.django_db
def test_an_admin_does_not_invite_owners(join: Join, cliente: Cliente):
    me = caller(join("yo@alfa", "admin"))
    assert me.post(path(cliente), {"email": "x@y", "rol": "owner"}).status_code == 403


@pytest.mark.django_db
def test_of_whom_was_only_invited_no_more_is_told_than_was_typed(join: Join, cliente: Cliente):
    known = join("conocida@beta", "owner", Cliente.objects.create(slug="beta", name="Beta"))
    known.usuario.nombre = "Nombre Privado"
    known.usuario.save(update_fields=["nombre"])
    owner = caller(join())
    bodies = [
        owner.post(path(cliente), {"email": email, "rol": "agente"}).json()["data"]
        for email in ("conocida@beta", "desconocida@beta")
    ]
    for body in bodies:
        assert (body["estado"], body["nombre"], body["usuario_id"]) == ("invitado", "", None)
    assert bodies[0].keys() == bodies[1].keys()


@pytest.mark.django_db
def test_an_invitation_may_be_withdrawn_but_not_switched_on(join: Join, cliente: Cliente):
    owner = caller(join())
    invited = owner.post(path(cliente), {"email": "bea@beta", "rol": "agente"}).json()["data"]
    refused = owner.patch(path(cliente, invited["id"]), {"estado": "activo"})
    assert refused.json()["error"]["code"] == "invitacion_pendiente"
    assert owner.patch(path(cliente, invited["id"]), {"rol": "admin"}).status_code == 200
    assert owner.delete(path(cliente, invited["id"])).status_code == 204


@pytest.mark.django_db
def test_whoever_belongs_already_is_not_invited(join: Join, cliente: Cliente):
    owner = caller(join())
    join("bea@alfa", "agente")
    refused = owner.post(path(cliente), {"email": "BEA@alfa", "rol": "agente"})
    assert refused.status_code == 409
    assert refused.json()["error"]["code"] == "ya_es_miembro"


@pytest.mark.django_db
def test_the_plan_has_room_for_so_many(join: Join, cliente: Cliente):
    Cliente.objects.update(plan=Cliente.Plan.FREE)
    owner = caller(join())
    answers = [
        owner.post(path(cliente), {"email": f"p{number}@x", "rol": "agente"}) for number in range(3)
    ]
    assert [answer.status_code for answer in answers] == [201, 201, 409]
    assert answers[2].json()["error"]["code"] == "limite_usuarios"


@pytest.mark.django_db
def test_to_invite_the_same_person_again_takes_no_more_room(join: Join, cliente: Cliente):
    Cliente.objects.update(plan=Cliente.Plan.FREE)
    owner = caller(join())
    for _ in range(4):
        assert owner.post(path(cliente), {"email": "p@x", "rol": "agente"}).status_code == 201
    assert owner.post(path(cliente), {"email": "q@x", "rol": "agente"}).status_code == 201
    assert owner.post(path(cliente), {"email": "r@x", "rol": "agente"}).status_code == 409


@pytest.mark.django_db(transaction=True)
def test_many_invitations_at_once_never_pass_the_plan(join: Join, cliente: Cliente):
    Cliente.objects.update(plan=Cliente.Plan.FREE)
    token = caller(join()).token

    def invite(number: int) -> int:
        sent = {"email": f"p{number}@x", "rol": "agente"}
        return Caller(token).post(path(cliente), sent).status_code

    statuses = race(*[partial(invite, number) for number in range(6)])
    assert sorted(statuses) == [201] * 2 + [409] * 4


@pytest.mark.django_db(transaction=True)
def test_two_owners_who_demote_each_other_leave_one(join: Join, cliente: Cliente):
    first, second = join(), join("bea@alfa")
    tokens = {first.pk: caller(first).token, second.pk: caller(second).token}

    def demote(by: UserCliente, other: UserCliente) -> int:
        token = tokens[by.pk]
        return Caller(token).patch(path(cliente, other.pk), {"rol": "agente"}).status_code

    statuses = race(lambda: demote(first, second), lambda: demote(second, first))
    assert min(statuses) == 200
    assert max(statuses) in (401, 403, 409)
    with scope(cliente=cliente):
        assert UserCliente.objects.filter(rol="owner", estado="activo").count() == 1
