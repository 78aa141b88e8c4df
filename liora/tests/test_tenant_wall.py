"""Another business's things answer exactly as things that do not exist, and stay as they are."""

from typing import Any

import pytest
from django_scopes import scope

from accounts.models import UserCliente
from catalog.models import CatalogSnapshot
from conversations.models import Contact, ConversationLog, ConvoState, HookEvent, MediaFile, Pedido
from liora.ops.ids import new_id
from liora.tests.routes import ROUTES, Route, body, place
from liora.tests.world import CANARY, Caller, World, build, rows_of
from whatsapp.models import MessageTemplate, WabaAccount

# What the server says of itself differs by the moment, not by what exists.
CHANGING = {"Date", "X-RateLimit-Remaining", "X-RateLimit-Reset"}

WITH_CLIENTE = [route for route in ROUTES if "{cliente}" in route.path]
WITH_MORE = [route for route in WITH_CLIENTE if route.path.count("{") > 1]
LISTS = [route for route in ROUTES if route.method == "GET"]


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def owner(world: World) -> Caller:
    return world.callers["owner"]


def compared(answer: Any) -> tuple[int, bytes, dict[str, str]]:
    headers = {name: value for name, value in answer.headers.items() if name not in CHANGING}
    return answer.status_code, answer.content, headers


@pytest.mark.parametrize("route", WITH_CLIENTE, ids=str)
@pytest.mark.parametrize("name", ["pk", "slug"])
def test_the_business_of_another_answers_as_one_that_does_not_exist(
    route: Route, name: str, world: World, owner: Caller
):
    beta = world.cliente("beta")
    before = rows_of(beta)
    mine = place(route, world)
    nobody = new_id() if name == "pk" else "no-hay-tal-negocio"
    sent = body(route, world)
    theirs = owner.call(
        route.method, route.path.format(**mine | {"cliente": getattr(beta, name)}), sent
    )
    unknown = owner.call(route.method, route.path.format(**mine | {"cliente": nobody}), sent)
    assert theirs.status_code == 404
    assert compared(theirs) == compared(unknown)
    assert rows_of(beta) == before


@pytest.mark.parametrize("route", WITH_MORE, ids=str)
def test_a_thing_of_another_business_answers_as_one_that_does_not_exist(
    route: Route, world: World, owner: Caller
):
    with scope(cliente=world.cliente("beta")):
        CatalogSnapshot.objects.create(cliente=world.cliente("beta"), version=33, estado="listo")
    before = rows_of(world.cliente("beta"))
    theirs = {
        "uid": world.beta[UserCliente].pk,
        "wid": world.beta[WabaAccount].pk,
        "pid": world.beta[Pedido].pk,
        "eid": world.beta[HookEvent].pk,
        "cid": world.beta[ConvoState].pk,
        "contacto": world.beta[Contact].pk,
        "mid": world.beta[MediaFile].pk,
        "mensaje": world.beta[ConversationLog].pk,
        "tid": world.beta[MessageTemplate].pk,
        "version": 33,
    }
    unknown = {name: new_id() for name in theirs} | {"version": 44}
    sent = body(route, world)
    answers = [
        owner.call(route.method, route.path.format(**place(route, world) | ids), sent)
        for ids in (theirs, unknown)
    ]
    assert answers[0].status_code == 404
    assert compared(answers[0]) == compared(answers[1])
    assert rows_of(world.cliente("beta")) == before


@pytest.mark.parametrize("route", LISTS, ids=str)
def test_nothing_of_another_business_is_ever_shown(route: Route, world: World, owner: Caller):
    theirs = world.beta
    shown = owner.get(route.path.format(**place(route, world)))
    content = b"".join(shown.streaming_content) if shown.streaming else shown.content
    text = content.decode()
    assert shown.status_code == 200
    for secret in (CANARY, world.cliente("beta").slug, theirs[WabaAccount].phone_number_id):
        assert secret not in text


@pytest.mark.parametrize("name", ["X-Client-ID", "X-Client-Id", "X_Client_ID"])
def test_a_forged_header_selects_nothing(name: str, world: World, owner: Caller):
    beta = world.cliente("beta")
    for value in (
        str(beta.pk),
        beta.slug,
        f"{world.cliente('alfa').slug},{beta.slug}",
        "\u00f1",
        "",
    ):
        me = owner.get("me", **{name: value}).json()["data"]
        assert me["cliente_id"] == str(world.cliente("alfa").pk)
        assert me["rol"] == "owner"


@pytest.mark.parametrize("where", ["query", "body"])
def test_a_cliente_named_elsewhere_changes_nothing(where: str, world: World, owner: Caller):
    alfa, beta = world.cliente("alfa"), world.cliente("beta")
    before = rows_of(beta)
    path = f"clientes/{alfa.slug}/usuarios"
    sent = {"email": "nueva@alfa", "rol": "agente"}
    if where == "query":
        path += f"?cliente_id={beta.pk}&cliente={beta.slug}"
    else:
        sent |= {"cliente_id": str(beta.pk), "cliente": beta.slug}
    answer = owner.post(path, sent)
    assert answer.status_code in (201, 422)
    assert rows_of(beta) == before


def test_the_header_names_another_business_of_the_same_person(world: World, owner: Caller):
    with_both = UserCliente(
        usuario=owner.usuario, cliente=world.cliente("beta"), rol=UserCliente.Rol.AGENTE
    )
    with scope(cliente=world.cliente("beta")):
        with_both.save()
    me = owner.get("me", **{"X-Client-ID": world.cliente("beta").slug}).json()["data"]
    assert me["cliente_id"] == str(world.cliente("beta").pk)
    assert me["rol"] == "agente"
    assert owner.get(f"clientes/{world.cliente('beta').slug}/waba").status_code == 403
