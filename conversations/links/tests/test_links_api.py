"""What a business is told of its links: `/links`, and the CTR in `/metrics`."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import settings as django_settings
from django_scopes import scope, scopes_disabled

from conversations.links.codes import new_code
from conversations.links.tests.visitors import PREVIEW, visit
from conversations.models import LinkClick, ShortLink
from liora.tests.racing import race
from liora.tests.world import Caller, World, build
from tenants.models import AuditEntry, Cliente

SHOP = "https://tienda.example/mate"


@pytest.fixture
def world(db: None) -> World:
    built = build()
    with scopes_disabled():
        ShortLink.objects.filter(cliente=built.cliente("alfa")).delete()
    return built


@pytest.fixture
def owner(world: World) -> Caller:
    return world.callers["owner"]


def send(cliente: Cliente, *, at: str = "", **columns: Any) -> ShortLink:
    """Store a link as it was sent, at a moment of Greenwich."""
    given = {"destination": SHOP, "intent": "ecommerce.producto", "sku": "A", "catalog_version": 1}
    with scope(cliente=cliente):
        link = ShortLink.objects.create(cliente=cliente, code=new_code(), **{**given, **columns})
        if at:
            moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
            ShortLink.objects.filter(pk=link.pk).update(created_at=moment)
    return link


def click(link: ShortLink, kind: str = "humano", times: int = 1) -> None:
    with scope(cliente=link.cliente_id):
        for _ in range(times):
            LinkClick.objects.create(
                cliente_id=link.cliente_id, link=link, kind=kind, visitor="a" * 32
            )


def told_ctr(owner: Caller, query: str = "") -> dict[str, Any]:
    return owner.get(f"clientes/tienda-1/metrics{query}").json()["data"]["ctr"]


def listed(owner: Caller, query: str = "") -> list[dict[str, Any]]:
    answer = owner.get(f"clientes/tienda-1/links{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()["data"]


def test_each_link_is_told_with_who_opened_it(owner: Caller, world: World):
    link = send(world.cliente("alfa"), skill="ecommerce")
    click(link, times=2)
    click(link, "previa", times=3)
    click(link, "repetido")
    [row] = listed(owner)
    assert row["url"] == f"{django_settings.PUBLIC_URL}/l/{link.code}"
    assert (row["sku"], row["intent"], row["version"]) == ("A", "ecommerce.producto", 1)
    assert row["destination"] == SHOP
    assert row["clics"] == {"personas": 2, "previas": 3, "bots": 0, "repetidos": 1}


def test_the_list_is_narrowed(owner: Caller, world: World):
    cliente = world.cliente("alfa")
    send(cliente, sku="A", catalog_version=1, intent="uno")
    send(cliente, sku="B", catalog_version=2, intent="dos")
    send(cliente, sku="", catalog_version=None, intent="dos")
    send(cliente, destination="", bitly="https://bit.ly/en-stock")
    assert [row["sku"] for row in listed(owner)] == ["", "B", "A"]
    assert [row["sku"] for row in listed(owner, "?sku=B")] == ["B"]
    assert [row["sku"] for row in listed(owner, "?intent=dos")] == ["", "B"]
    assert [row["sku"] for row in listed(owner, "?version=1")] == ["A"]
    assert listed(owner, "?hasta=2026-01-01T00:00:00Z") == []
    assert len(listed(owner, "?desde=2026-01-01T00:00:00Z")) == 3


@pytest.mark.parametrize("query", ["version=x", "version=-1", "version=1.5", "version=", "slug=a"])
def test_a_filter_that_makes_no_sense_is_refused(owner: Caller, query: str):
    assert owner.get(f"clientes/tienda-1/links?{query}").status_code == 422


def test_it_comes_in_pages(owner: Caller, world: World):
    sent = [str(send(world.cliente("alfa")).pk) for _ in range(5)]
    seen, cursor = [], ""
    while cursor is not None:
        query = f"?limit=2&cursor={cursor}" if cursor else "?limit=2"
        answer = owner.get(f"clientes/tienda-1/links{query}").json()
        seen += [row["id"] for row in answer["data"]]
        cursor = answer["meta"].get("next")
    assert seen == sent[::-1]


def test_ctr_counts_messages_and_not_clicks(owner: Caller, world: World):
    cliente = world.cliente("alfa")
    opened, only_seen, _untouched = (send(cliente) for _ in range(3))
    click(opened, times=7)
    click(opened, "repetido", times=3)
    click(only_seen, "previa", times=5)
    click(only_seen, "bot")
    assert told_ctr(owner)["total"] == {"mensajes": 3, "con_clic": 1, "proporcion": 0.3333}


def test_ctr_by_intent_product_and_version(owner: Caller, world: World):
    cliente = world.cliente("alfa")
    click(send(cliente, intent="uno", sku="A", catalog_version=1))
    send(cliente, intent="uno", sku="B", catalog_version=2)
    click(send(cliente, intent="dos", sku="B", catalog_version=2))
    send(cliente, intent="dos", sku="", catalog_version=None)
    send(cliente, destination="", bitly="https://bit.ly/en-stock")
    told = told_ctr(owner)
    assert told["total"]["mensajes"] == 4
    half = {"mensajes": 2, "con_clic": 1, "proporcion": 0.5}
    assert told["por_intent"] == [{"intent": "dos", **half}, {"intent": "uno", **half}]
    whole = {"mensajes": 1, "con_clic": 1, "proporcion": 1.0}
    assert told["por_producto"] == [{"sku": "B", **half}, {"sku": "A", **whole}]
    assert told["por_version"] == [{"version": 2, **half}, {"version": 1, **whole}]


def test_days_end_at_midnight_in_cordoba(owner: Caller, world: World):
    cliente = world.cliente("alfa")
    click(send(cliente, at="2026-03-10T02:59:59"))
    send(cliente, at="2026-03-10T03:00:00")
    send(cliente, at="2026-03-11T02:59:59")
    told = told_ctr(owner, "?desde=2026-03-01T00:00:00Z&hasta=2026-04-01T00:00:00Z")
    assert told["por_dia"] == [
        {"dia": "2026-03-09", "mensajes": 1, "con_clic": 1, "proporcion": 1.0},
        {"dia": "2026-03-10", "mensajes": 2, "con_clic": 0, "proporcion": 0.0},
    ]


def test_without_links_there_is_no_proportion(owner: Caller):
    told = told_ctr(owner)
    assert told["total"] == {"mensajes": 0, "con_clic": 0, "proporcion": None}
    assert told["por_dia"] == []


def test_a_business_sees_its_own_links_alone(owner: Caller, world: World):
    click(send(world.cliente("beta"), sku="DE-BETA"))
    assert listed(owner) == []
    assert told_ctr(owner)["total"]["mensajes"] == 0


@pytest.mark.django_db(transaction=True)
def test_clicks_at_the_same_moment_are_each_kept_and_one_visitor_counts_once(
    transactional_db: None,
):
    world = build()
    link = send(world.cliente("alfa"))
    visits = [
        lambda number=number: visit(f"/l/{link.code}", address=f"203.0.113.{number % 2}")
        for number in range(8)
    ]
    assert {answer.status_code for answer in race(*visits)} == {302}
    race(*[lambda: visit(f"/l/{link.code}", PREVIEW)] * 4)
    [row] = [row for row in listed(world.callers["owner"]) if row["id"] == str(link.pk)]
    assert row["clics"] == {"personas": 2, "previas": 4, "bots": 0, "repetidos": 6}


def test_an_owner_names_sites_and_they_are_kept_as_dns_spells_them(owner: Caller, world: World):
    hosts = ["Tienda.example", "ñandú.com.ar", "tienda.example"]
    answer = owner.patch("clientes/tienda-1", {"link_hosts": hosts})
    assert answer.status_code == 200
    assert answer.json()["data"]["link_hosts"] == ["tienda.example", "xn--and-6ma2c.com.ar"]
    with scopes_disabled():
        entry = AuditEntry.objects.filter(event="cliente.cambiado").latest("pk")
    assert entry.after == {"link_hosts": "tienda.example, xn--and-6ma2c.com.ar"}
    assert owner.patch("clientes/tienda-1", {"link_hosts": []}).json()["data"]["link_hosts"] == []


@pytest.mark.parametrize(
    "hosts",
    [
        ["https://tienda.example"],
        ["tienda.example/"],
        ["tienda.example:8443"],
        ["user@tienda.example"],
        ["*.tienda.example"],
        ["localhost"],
        ["127.0.0.1"],
        ["[::1]"],
        ["tienda.local"],
        ["tienda"],
        [""],
        [" "],
        [1],
        [None],
        ["a.example"] * 51,
        "tienda.example",
        {"a": 1},
        None,
    ],
    ids=lambda hosts: ascii(hosts)[:30],
)
def test_what_is_no_site_is_refused(owner: Caller, world: World, hosts: Any):
    answer = owner.patch("clientes/tienda-1", {"link_hosts": hosts})
    assert answer.status_code == 422
    fields = answer.json()["error"]["fields"]
    assert {name.partition(".")[0] for name in fields} == {"link_hosts"}
    cliente = world.cliente("alfa")
    cliente.refresh_from_db()
    assert cliente.link_hosts == []
