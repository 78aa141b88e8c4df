"""Links that Bitly shortens ahead: in stock before they are wanted, never in a reply's way."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.db import connection, transaction
from django_scopes import scope, scopes_disabled

from conversations.links.bitly import Bitly, BitlyTrouble
from conversations.links.codes import address_of
from conversations.links.minting import Minter, until_next_month
from conversations.links.stock import take
from conversations.links.tests.bitly_stub import BitlyStub, bitly_stub, refusal
from conversations.links.tests.conftest import MakeLink
from conversations.links.tests.visitors import visit
from conversations.links.wanting import STOCK
from conversations.models import ShortLink
from conversations.tests.road import Say
from conversations.tests.skills import Skill
from conversations.turn import Outcome
from liora.tests.racing import race
from tenants.models import Cliente, PlanOverride, Usage
from tenants.tests.factories import ClienteFactory
from whatsapp.graph.messages import CtaUrl
from whatsapp.tests.graph_server import answer, drip, hang_up, reset

pytestmark = pytest.mark.django_db

TOKEN = "un-token-de-bitly-de-prueba"
ANSWER_S = 0.4


@pytest.fixture
def bitly(settings: Any) -> Iterator[BitlyStub]:
    with bitly_stub() as stub:
        settings.BITLY_TOKEN, settings.BITLY_API_URL = TOKEN, stub.server.url
        yield stub


@pytest.fixture
def minter() -> Iterator[Minter]:
    minter = Minter(Bitly(answer_s=ANSWER_S), gap_s=0)
    yield minter
    minter.close()


@pytest.fixture
def handler() -> Skill:
    button = CtaUrl("Mate", "Comprar", "https://tienda.example/mate")
    return Skill({"mate": lambda turn: Outcome("producto", (button,), {}, skill="ecommerce")})


@pytest.fixture
def shop(cliente: Cliente, make_link: MakeLink) -> Cliente:
    """Return a business that used a link lately."""
    Cliente.objects.filter(pk=cliente.pk).update(link_hosts=["tienda.example"])
    make_link()
    return cliente


def work(minter: Minter) -> None:
    minter.rests_until = float("-inf")
    while minter.step():
        pass


def stock() -> list[ShortLink]:
    with scopes_disabled():
        return list(ShortLink.objects.filter(destination="").order_by("pk"))


def paused() -> bool:
    return bool(caches["counters"].get("bitly:pausa"))


def minted(cliente: Cliente, number: int = 0) -> ShortLink:
    with scope(cliente=cliente):
        return ShortLink.objects.create(
            cliente=cliente, code=f"{number:016d}", bitly=f"https://bit.ly/{number}"
        )


def test_it_keeps_a_few_links_ready_for_whoever_uses_them(
    bitly: BitlyStub, minter: Minter, shop: Cliente
):
    ClienteFactory()
    work(minter)
    assert len(stock()) == STOCK
    assert {row.cliente_id for row in stock()} == {shop.pk}
    assert bitly.asked == [address_of(row.code) for row in stock()]
    assert [row.bitly for row in stock()] == [*bitly.links.values()]
    call = bitly.server.received[0]
    assert call.path == "/shorten"
    assert call.headers["Authorization"] == f"Bearer {TOKEN}"
    work(minter)
    assert len(stock()) == STOCK


@pytest.mark.parametrize("token", ["", "mock"])
def test_without_a_token_nobody_is_asked(
    bitly: BitlyStub, minter: Minter, shop: Cliente, settings: Any, token: str
):
    settings.BITLY_TOKEN = token
    work(minter)
    assert bitly.asked == []
    assert stock() == []


def test_a_business_that_may_not_use_more_gets_none(
    bitly: BitlyStub, minter: Minter, shop: Cliente
):
    with scope(cliente=shop):
        PlanOverride.objects.create(cliente=shop, meter="enlaces_cortos", value=0)
    work(minter)
    Cliente.objects.update(estado=Cliente.Estado.SUSPENDIDO)
    work(minter)
    assert bitly.asked == []


def test_a_link_of_long_ago_asks_for_no_stock(bitly: BitlyStub, minter: Minter, shop: Cliente):
    with scopes_disabled():
        ShortLink.objects.update(created_at=datetime.now(UTC) - timedelta(days=8))
    work(minter)
    assert bitly.asked == []


def test_a_message_takes_a_minted_link_and_counts_its_clicks(
    say: Say, bitly: BitlyStub, minter: Minter, shop: Cliente
):
    work(minter)
    first = stock()[0]
    (sent,) = say("mate")
    assert sent["interactive"]["action"]["parameters"]["url"] == first.bitly
    with scopes_disabled():
        link = ShortLink.objects.get(code=first.code)
        assert link.log.content_json == {key: sent[key] for key in ("type", "interactive")}
        assert first.bitly in link.log.message_body
        assert Usage.objects.get(meter="enlaces_cortos").used == 1
    assert link.destination.startswith("https://tienda.example/mate?utm_source=whatsapp")
    assert len(stock()) == STOCK - 1
    assert visit(f"/l/{first.code}")["Location"] == link.destination


def test_a_message_takes_its_own_however_the_database_goes_about_it(
    bitly: BitlyStub, minter: Minter, shop: Cliente
):
    work(minter)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # What it may choose for a small table; a list asked for once a row would be emptied.
            for way in ("hashjoin", "mergejoin", "hashagg", "sort", "material"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
        assert len(take(shop.pk, 1)) == 1
        assert len(stock()) == STOCK - 1


def test_an_empty_stock_means_our_own_link(say: Say, bitly: BitlyStub, shop: Cliente):
    (sent,) = say("mate")
    url = sent["interactive"]["action"]["parameters"]["url"]
    assert url.startswith(f"{django_settings.PUBLIC_URL}/l/")
    assert bitly.asked == []


def test_the_stock_of_another_business_is_not_touched(say: Say, bitly: BitlyStub, shop: Cliente):
    minted(ClienteFactory())
    say("mate")
    assert len(stock()) == 1


@pytest.mark.django_db(transaction=True)
def test_no_link_is_given_to_two_messages(transactional_db: None):
    cliente = ClienteFactory()
    for number in range(12):
        minted(cliente, number)
    taken = race(*[lambda: take(cliente.pk, 3)] * 6)
    codes = [one.code for several in taken for one in several]
    assert len(codes) == len(set(codes))
    assert len(codes) + len(stock()) == 12


@pytest.mark.parametrize(
    "trouble",
    [
        refusal(429, "RATE_LIMIT_EXCEEDED"),
        refusal(403, "FORBIDDEN", X_Ratelimit_Reason="hour"),
        refusal(500, "INTERNAL_ERROR"),
        refusal(503, "TEMPORARILY_UNAVAILABLE"),
        refusal(400, "INVALID_ARG_LONG_URL"),
        refusal(417, "DNS"),
        answer(b"<html>502</html>", 502),
        answer(b"not json", 200),
        answer({"link": "javascript:alert(1)"}, 201),
        answer({"link": "https://bit.ly@evil.example/"}, 201),
        answer({"id": "bit.ly/x"}, 201),
        answer([], 200),
        answer(b"", 302, Location="https://evil.example/"),
        hang_up,
        reset,
        drip(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"),
        drip(b"HTTP/1.1 200 OK\r\nX: "),
    ],
)
def test_trouble_pauses_every_worker_for_a_while_and_is_said_once(
    bitly: BitlyStub, minter: Minter, shop: Cliente, caplog: Any, trouble: Any
):
    bitly.next.extend([trouble, trouble])
    work(minter)
    work(minter)
    assert len(bitly.asked) == 1
    assert paused()
    assert [row.bitly for row in stock()] == [""]
    caches["counters"].delete("bitly:pausa")
    work(minter)
    assert caplog.text.count("bitly.paused") == 1
    assert TOKEN not in caplog.text


def test_after_a_pause_the_same_address_is_asked_for_again(
    bitly: BitlyStub, minter: Minter, shop: Cliente
):
    bitly.next.append(refusal(500, "INTERNAL_ERROR"))
    work(minter)
    caches["counters"].delete("bitly:pausa")
    work(minter)
    assert bitly.asked[0] == bitly.asked[1]
    assert len(stock()) == STOCK
    assert minter.failures == 0


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (429, "MONTHLY_RATE_LIMIT_EXCEEDED"),
        (429, "MONTHLY_ENCODE_LIMIT_EXCEEDED"),
        (429, "API_USAGE_LIMIT_EXCEEDED"),
        (402, "UPGRADE_REQUIRED"),
    ],
)
def test_what_begins_anew_next_month_waits_until_then(
    bitly: BitlyStub, minter: Minter, shop: Cliente, caplog: Any, status: int, code: str
):
    bitly.next.append(refusal(status, code))
    work(minter)
    work(Minter(gap_s=0))
    assert len(bitly.asked) == 1
    assert caplog.text.count("bitly.paused_until_next_month") == 1
    assert code in caplog.text


def test_the_plans_quota_is_not_passed(
    bitly: BitlyStub, minter: Minter, shop: Cliente, settings: Any
):
    settings.BITLY_MONTHLY_LINKS = 3
    work(minter)
    assert len(bitly.asked) == len(stock()) == 3
    assert paused()


@pytest.mark.parametrize(
    ("moment", "next_month"),
    [
        ("2026-11-25T19:00:00", "2026-12-01T00:00:00"),
        ("2026-12-31T23:59:59", "2027-01-01T00:00:00"),
        ("2028-01-31T12:00:00", "2028-02-01T00:00:00"),
        ("2026-02-01T00:00:00", "2026-03-01T00:00:00"),
    ],
)
def test_a_month_ends_at_midnight(moment: str, next_month: str):
    start = datetime.fromisoformat(moment)
    assert start + until_next_month(start) == datetime.fromisoformat(next_month)


def test_two_workers_do_not_ask_at_once(bitly: BitlyStub, minter: Minter, shop: Cliente):
    caches["counters"].add("bitly:turno", 1, timeout=30)
    work(minter)
    assert bitly.asked == []


def test_a_reply_does_not_wait_for_bitly(say: Say, bitly: BitlyStub, shop: Cliente):
    bitly.next.append(drip(b"HTTP/1.1 200 OK\r\nX: "))
    assert say("mate")
    assert bitly.asked == []


def test_bitly_itself_may_look_at_a_link_that_nobody_has_yet(
    bitly: BitlyStub, minter: Minter, shop: Cliente
):
    work(minter)
    page = visit(f"/l/{stock()[0].code}", "bitlybot/3.0")
    assert page.status_code == 404
    assert "no lleva a ningún lado" in page.content.decode()


def test_trouble_tells_what_bitly_said(bitly: BitlyStub):
    bitly.next.append(refusal(429, "RATE_LIMIT_EXCEEDED"))
    with pytest.raises(BitlyTrouble) as raised:
        Bitly().shorten("https://liora.example/l/x")
    assert raised.value.code == "RATE_LIMIT_EXCEEDED"
    assert not raised.value.lasts_all_month
