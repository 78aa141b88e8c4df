"""Every button of a turn leads through a link of its own, made with the turn or not at all."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope, scopes_disabled

from catalog.models import CatalogActive, CatalogItem, CatalogSnapshot
from conversations.models import ConversationLog, ShortLink
from conversations.tests.letters import ANA, BETO, CARO, write
from conversations.tests.road import Say
from conversations.tests.skills import Skill, replying
from conversations.tests.stations import Stations, let_pass
from conversations.turn import Outcome
from tenants.models import Cliente, PlanOverride, Usage
from whatsapp.graph.messages import CtaUrl
from whatsapp.models import WabaAccount
from whatsapp.tests.graph_stub import GraphStub

SHOP = "https://tienda.example/mate?color=rojo#fotos"
PICTURE = "https://tienda.example/mate.jpg"


def button(url: str = SHOP, **more: Any) -> CtaUrl:
    return CtaUrl("Mate imperial", "Comprar", url, **{"sku": "MATE-1", **more})


def with_intent(*replies: CtaUrl):
    return lambda turn: Outcome("ecommerce.producto", replies, {}, skill="ecommerce")


@pytest.fixture
def handler() -> Skill:
    return Skill(
        {
            "mate": with_intent(button()),
            "dos": with_intent(button(), button()),
            "ajeno": replying(button("https://otra.example/mate")),
            "roto": replying(
                button("https://tienda.example@evil.example/", footer="Escribí «más».")
            ),
            "con foto": replying(button("http://10.0.0.1/", header_image=PICTURE)),
            "sin sku": replying(button(sku="")),
        }
    )


@pytest.fixture(autouse=True)
def catalog(cliente: Cliente) -> CatalogSnapshot:
    with scope(cliente=cliente):
        snapshot = CatalogSnapshot.objects.create(
            cliente=cliente, version=7, checksum="a" * 64, rows_count=1, estado="listo"
        )
        CatalogItem.objects.create(
            cliente=cliente, snapshot=snapshot, sku="MATE-1", title="Mate", price=1,
            currency="ARS", stock=1, url=SHOP,
        )  # fmt: skip
        CatalogActive.objects.create(cliente=cliente, version=7, rows_count=1, stock_pct=100)
    return snapshot


def address(body: dict[str, Any]) -> str:
    return body["interactive"]["action"]["parameters"]["url"]


def links() -> list[ShortLink]:
    with scopes_disabled():
        return list(ShortLink.objects.select_related("log").order_by("pk"))


def test_the_button_leads_through_a_link_that_knows_whence_it_comes(say: Say, cliente: Cliente):
    (sent,) = say("mate")
    (link,) = links()
    assert address(sent) == f"{django_settings.PUBLIC_URL}/l/{link.code}"
    assert len(link.code) >= 16
    assert (link.intent, link.skill, link.sku) == ("ecommerce.producto", "ecommerce", "MATE-1")
    assert (link.catalog_version, link.cliente_id) == (7, cliente.pk)
    assert link.log.direction == ConversationLog.Direction.OUT
    assert link.log.content_json["interactive"]["action"]["parameters"]["url"] == address(sent)
    assert "sku" not in str(sent)


def test_it_leads_to_the_product_with_where_it_came_from(say: Say, cliente: Cliente):
    say("mate")
    parts = urlsplit(links()[0].destination)
    assert (parts.netloc, parts.path, parts.fragment) == ("tienda.example", "/mate", "fotos")
    assert parse_qs(parts.query) == {
        "color": ["rojo"],
        "utm_source": ["whatsapp"],
        "utm_medium": ["chat"],
        "utm_campaign": [cliente.slug],
        "utm_content": ["ecommerce.producto"],
        "utm_term": ["MATE-1"],
        "utm_id": ["v7"],
    }


def test_no_two_messages_share_a_link(say: Say):
    say("dos")
    say("mate")
    assert len({link.code for link in links()}) == len({link.log_id for link in links()}) == 3


@pytest.mark.parametrize("said", ["ajeno", "roto", "sin sku"])
def test_a_refused_address_is_left_out_and_the_words_still_go(say: Say, caplog: Any, said: str):
    (sent,) = say(said)
    assert sent["type"] == "text"
    assert sent["text"]["body"].startswith("Mate imperial")
    assert "http" not in sent["text"]["body"]
    assert links() == []
    assert "link.refused" in caplog.text
    assert "evil" not in caplog.text


def test_without_its_button_a_message_keeps_its_picture(say: Say):
    (sent,) = say("con foto")
    assert sent["image"] == {"link": PICTURE, "caption": "Mate imperial"}


@pytest.mark.parametrize(
    ("hosts", "said", "kept"),
    [
        (["tienda.example"], "mate", True),
        (["tienda.example"], "sin sku", True),
        (["otra.example"], "mate", False),
        (["otra.example"], "ajeno", True),
        (["evil.example", "tienda.example"], "roto", False),
        (["10.0.0.1"], "con foto", False),
    ],
)
def test_named_sites_decide_alone(say: Say, cliente: Cliente, hosts: list, said: str, kept: bool):
    Cliente.objects.filter(pk=cliente.pk).update(link_hosts=hosts)
    (sent,) = say(said)
    assert (sent["type"] == "interactive") is kept
    assert len(links()) == kept


def test_each_link_is_counted_and_beyond_the_plan_the_shop_itself_is_sent(
    say: Say, cliente: Cliente
):
    with scope(cliente=cliente):
        PlanOverride.objects.create(cliente=cliente, meter="enlaces_cortos", value=3)
    say("mate")
    say("dos")
    (sent,) = say("mate")
    assert len(links()) == 3
    assert address(sent).startswith("https://tienda.example/mate?color=rojo&utm_source=whatsapp")
    with scope(cliente=cliente):
        assert Usage.objects.get(meter="enlaces_cortos").used == 3


def test_a_turn_that_is_not_kept_leaves_no_link(
    waba: WabaAccount, stations: Stations, monkeypatch: Any
):
    write(waba, "mate")
    monkeypatch.setattr("conversations.commit.wake_outbound", fails_once(ValueError("no")))
    stations.inbox.step()
    assert links() == []
    let_pass(60)
    stations.inbox.step()
    assert len(links()) == 1
    with scopes_disabled():
        assert links()[0].log_id == ConversationLog.objects.get(direction="out").pk
        assert Usage.objects.get(meter="enlaces_cortos").used == 1


def fails_once(error: Exception):
    outcomes = [error]

    def act(*_args: Any) -> None:
        if outcomes:
            raise outcomes.pop()

    return act


def test_more_messages_need_no_more_statements(
    waba: WabaAccount, stations: Stations, graph: GraphStub
):
    def statements(*people: str) -> int:
        for person in people:
            write(waba, "mate", from_=person)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            stations.inbox.step()
        return len(captured)

    statements(ANA, BETO, CARO)
    assert statements(ANA) == statements(ANA, BETO, CARO)
    assert len(links()) == 7
