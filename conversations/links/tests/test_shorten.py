"""`shorten`: one link of the open business, outside a turn."""

import pytest
from django.conf import settings as django_settings
from django_scopes import ScopeError, scope, scopes_disabled

from catalog.models import CatalogActive, CatalogItem, CatalogSnapshot
from conversations.links import RefusedLink, shorten
from conversations.links.tests.visitors import visit
from conversations.models import ShortLink
from liora.ops.tests.test_web_address import HOSTILE
from tenants.models import Cliente, PlanOverride, Usage
from tenants.policy import LimitReached
from tenants.tests.factories import ClienteFactory

pytestmark = pytest.mark.django_db

SHOP = "https://tienda.example/mate"
UTM = {"utm_source": "correo"}


@pytest.fixture
def cliente() -> Cliente:
    return ClienteFactory(link_hosts=["tienda.example"])


def publish(cliente: Cliente, *, version: int, url: str) -> None:
    with scope(cliente=cliente):
        snapshot = CatalogSnapshot.objects.create(
            cliente=cliente, version=version, checksum="a" * 64, rows_count=1, estado="listo"
        )
        CatalogItem.objects.create(
            cliente=cliente, snapshot=snapshot, sku="A", title="A", price=1, currency="ARS", url=url
        )
        CatalogActive.objects.update_or_create(
            cliente=cliente, defaults={"version": version, "rows_count": 1, "stock_pct": 100}
        )


def test_the_address_leads_to_the_shop_with_its_parameters(cliente: Cliente):
    with scope(cliente=cliente):
        address = shorten(SHOP, UTM)
    assert address.startswith(f"{django_settings.PUBLIC_URL}/l/")
    answer = visit(address.removeprefix(django_settings.PUBLIC_URL))
    assert answer["Location"] == f"{SHOP}?utm_source=correo"
    with scopes_disabled():
        assert Usage.objects.get(meter="enlaces_cortos").used == 1


@pytest.mark.parametrize(
    "url",
    [
        *[urls[0] for urls in HOSTILE.values()],
        "https://tiend\u0430.example/mate",
        "https://otra.example/",
        "https://x.tienda.example/",
        "https://tienda.example.evil.example/",
    ],
    ids=lambda url: ascii(url)[:40],
)
def test_a_hostile_address_makes_no_link_and_costs_nothing(cliente: Cliente, url: str):
    with scope(cliente=cliente), pytest.raises(RefusedLink) as raised:
        shorten(url, UTM)
    assert raised.value.code.startswith("url_")
    with scopes_disabled():
        assert not ShortLink.objects.exists()
        assert not Usage.objects.exists()


def test_without_named_sites_it_must_stand_in_the_active_catalog(cliente: Cliente):
    Cliente.objects.update(link_hosts=[])
    publish(cliente, version=1, url=SHOP)
    publish(ClienteFactory(), version=1, url="https://otra.example/")
    with scope(cliente=cliente):
        assert shorten(SHOP, UTM)
        for url in (f"{SHOP}/otro", "https://otra.example/"):
            with pytest.raises(RefusedLink):
                shorten(url, UTM)
    publish(cliente, version=2, url="https://tienda.example/nuevo")
    with scope(cliente=cliente), pytest.raises(RefusedLink):
        shorten(SHOP, UTM)


def test_beyond_the_plan_there_is_none(cliente: Cliente):
    with scope(cliente=cliente):
        PlanOverride.objects.create(cliente=cliente, meter="enlaces_cortos", value=1)
        shorten(SHOP, UTM)
        with pytest.raises(LimitReached):
            shorten(SHOP, UTM)
        assert ShortLink.objects.count() == 1


def test_a_link_belongs_to_a_business(cliente: Cliente):
    with pytest.raises(ScopeError):
        shorten(SHOP, UTM)


def test_parameters_that_would_spoil_an_address_are_left_out(cliente: Cliente):
    with scope(cliente=cliente):
        for spoiling in ("x" * 2000, "%2e%2e%2fadmin", "a\r\nSet-Cookie: b"):
            shorten(SHOP, {"utm_term": spoiling})
        assert {*ShortLink.objects.values_list("destination", flat=True)} == {SHOP}
