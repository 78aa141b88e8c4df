"""Opening `/l/{code}`: it leads where its business said, or nowhere."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.db.backends.utils import CursorWrapper
from django.db.models import F
from django_scopes import scopes_disabled

from conversations.links.tests.conftest import SHOP, MakeLink
from conversations.links.tests.visitors import PREVIEW, kinds, visit
from conversations.models import LinkClick, ShortLink
from liora.ops.tests.test_web_address import HOSTILE
from tenants.models import Cliente

pytestmark = pytest.mark.django_db

# Neither database keeps half a surrogate pair, nor PostgreSQL a NUL.
STORABLE = [
    url for urls in HOSTILE.values() for url in urls if url and not {*url} & {"\x00", "\ud800"}
]


def path(link: ShortLink) -> str:
    return f"/l/{link.code}"


def test_it_leads_to_the_shop_and_leaves_no_trace_on_the_way(link: ShortLink):
    answer = visit(path(link))
    assert answer.status_code == 302
    assert answer["Location"] == SHOP
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer.content == b""
    assert not answer.cookies


@pytest.mark.parametrize(
    "code", ["x", "a" * 16, "a" * 17, "../../admin", "%00", "ñandú", "a" * 3000, "a b", "--"]
)
def test_an_unknown_code_gets_a_page_and_is_not_kept(code: str):
    answer = visit(f"/l/{code}")
    assert answer.status_code == 404
    assert kinds() == []


def test_the_page_of_an_unknown_code_is_spanish_and_friendly(db: None):
    page = visit(f"/l/{'a' * 16}")
    assert "Este enlace no lleva a ningún lado" in page.content.decode()
    assert page["Cache-Control"] == "no-store"


def test_a_link_in_stock_gets_the_same_page(make_link: MakeLink):
    assert visit(path(make_link("", bitly="https://bit.ly/abc"))).status_code == 404
    assert kinds() == []


@pytest.mark.parametrize("url", STORABLE, ids=lambda url: ascii(url)[:50])
def test_a_hostile_destination_is_not_followed_even_when_it_is_stored(
    make_link: MakeLink, url: str
):
    answer = visit(path(make_link(url)))
    assert answer.status_code == 410
    assert "Location" not in answer
    assert url not in answer.content.decode() or len(url) < 3
    assert kinds() == []


def test_sites_named_later_hold_for_links_made_before(link: ShortLink, cliente: Cliente):
    Cliente.objects.filter(pk=cliente.pk).update(link_hosts=["otra.example"])
    assert visit(path(link)).status_code == 410
    Cliente.objects.filter(pk=cliente.pk).update(link_hosts=["tienda.example"])
    assert visit(path(link)).status_code == 302


def test_a_twin_of_the_named_site_is_not_the_site(make_link: MakeLink, cliente: Cliente):
    Cliente.objects.filter(pk=cliente.pk).update(link_hosts=["tienda.example"])
    for twin in ("https://tiend\u0430.example/", "https://tienda.example.evil.example/"):
        assert visit(path(make_link(twin))).status_code == 410


def test_the_links_of_a_suspended_business_are_gone(link: ShortLink, cliente: Cliente):
    Cliente.objects.filter(pk=cliente.pk).update(estado=Cliente.Estado.SUSPENDIDO)
    answer = visit(path(link))
    assert answer.status_code == 410
    assert "ya no funciona" in answer.content.decode()
    assert kinds() == []


def test_only_looking_is_allowed(link: ShortLink):
    for method in ("POST", "PUT", "DELETE"):
        assert visit(path(link), method=method).status_code == 405
    assert visit(path(link), method="HEAD").status_code == 302


def test_a_click_keeps_who_without_keeping_the_address(link: ShortLink):
    visit(path(link), address="198.51.100.23")
    with scopes_disabled():
        click = LinkClick.objects.get()
        kept = repr(LinkClick.objects.values().get())
    assert (click.kind, click.link_id, click.cliente_id) == ("humano", link.pk, link.cliente_id)
    assert len(click.visitor) == 32
    assert "198.51.100.23" not in kept


def test_a_long_or_odd_browser_name_is_cut(link: ShortLink):
    visit(path(link), "Mozilla/5.0 (Linux) \x1b[31m" + "x" * 5000)
    with scopes_disabled():
        agent = LinkClick.objects.get().user_agent
    assert len(agent) == 200
    assert "\x1b" not in agent


def test_previews_stand_apart_and_do_not_spoil_the_persons_click(link: ShortLink):
    visit(path(link), PREVIEW)
    visit(path(link))
    visit(path(link), PREVIEW)
    assert kinds() == ["previa", "humano", "previa"]


def test_coming_back_at_once_is_no_second_click(link: ShortLink, make_link: MakeLink):
    other = make_link()
    visit(path(link))
    visit(path(link))
    visit(path(link), address="203.0.113.8")
    visit(path(other))
    assert kinds() == ["humano", "repetido", "humano", "humano"]


def test_coming_back_later_is_one(link: ShortLink):
    visit(path(link))
    with scopes_disabled():
        let_clicks_age(11)
    visit(path(link))
    with scopes_disabled():
        let_clicks_age(9)
    visit(path(link))
    assert kinds() == ["humano", "humano", "repetido"]


def let_clicks_age(seconds: float) -> None:
    LinkClick.objects.update(created_at=F("created_at") - timedelta(seconds=seconds))


def test_beyond_the_limit_of_an_address_it_leads_on_and_nothing_is_kept(
    link: ShortLink, monkeypatch: Any
):
    monkeypatch.setattr("conversations.links.clicks.PER_ADDRESS", "3/m")
    answers = [visit(path(link), PREVIEW).status_code for _ in range(6)]
    assert answers == [302] * 6
    assert len(kinds()) == 3
    visit(path(link), address="203.0.113.99")
    assert len(kinds()) == 4


def test_beyond_the_limit_of_a_link_nobody_is_kept(link: ShortLink, monkeypatch: Any):
    monkeypatch.setattr("conversations.links.clicks.PER_LINK", "3/h")
    for number in range(6):
        assert visit(path(link), address=f"203.0.113.{number}").status_code == 302
    assert len(kinds()) == 3


def fails(*_args: Any, **_more: Any) -> None:
    raise OperationalError("the database is away")


def test_without_a_database_there_is_a_page_and_no_more(link: ShortLink, monkeypatch: Any):
    monkeypatch.setattr(CursorWrapper, "execute", fails)
    answer = visit(path(link))
    assert answer.status_code == 503
    assert "Probá otra vez" in answer.content.decode()
    assert "away" not in answer.content.decode()


def test_a_click_that_cannot_be_kept_keeps_nobody_from_the_shop(link: ShortLink, monkeypatch: Any):
    monkeypatch.setattr("conversations.links.views.record_click", fails)
    assert visit(path(link)).status_code == 302
