from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django_scopes import scope, scopes_disabled
from pytest_django import Settings

from accounts.models import UserCliente, Usuario
from catalog.browse import categories
from catalog.models import CatalogActive, CatalogSnapshot
from tenants.models import Cliente
from whatsapp.models import WabaAccount

pytestmark = pytest.mark.django_db


def seed() -> str:
    out = StringIO()
    call_command("seed_demo", stdout=out)
    return out.getvalue()


def test_it_works() -> None:
    seed()
    demo = Cliente.objects.get(slug="demo")
    with scope(cliente=demo):
        account = WabaAccount.objects.get()
        assert (account.phone_number_id, account.waba_id) == ("100000000000001", "200000000000001")
        assert account.access_token.reveal() == "mock"
        assert CatalogActive.objects.get().rows_count >= 60
        membership = UserCliente.objects.get()
    assert (membership.usuario.email, membership.rol) == ("owner@demo", "owner")
    assert len(categories(demo.id, 1)) == 8


def test_a_second_time_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LIORA_DEMO_PASSWORD", raising=False)
    seed()
    before = Usuario.objects.get(email="owner@demo").password
    told = seed()
    with scopes_disabled():
        assert CatalogSnapshot.objects.count() == Cliente.objects.count() == 2
        assert WabaAccount.objects.count() == 2
    assert Usuario.objects.get(email="owner@demo").password == before
    assert "no cambió" in told


def test_the_password_it_tells_opens_both_accounts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LIORA_DEMO_PASSWORD", raising=False)
    password = seed().strip().rsplit(" ", 1)[-1]
    assert authenticate(username="owner@demo", password=password)
    operator = authenticate(username="operador@demo", password=password)
    assert operator
    assert operator.is_staff


def test_a_chosen_password_is_set_even_where_accounts_exist(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seed()
    monkeypatch.setenv("LIORA_DEMO_PASSWORD", "elegida-por-mi-2026")
    seed()
    assert authenticate(username="owner@demo", password="elegida-por-mi-2026")


def test_another_address_publishes_links_that_work_there(settings: Settings) -> None:
    seed()
    settings.PUBLIC_URL = "https://otra.ejemplo"
    seed()
    with scopes_disabled():
        snapshot = CatalogSnapshot.objects.get(cliente__slug="demo", estado="activo")
        item = snapshot.items.first()
    assert snapshot.version == 2
    assert item.url.startswith("https://otra.ejemplo/tienda-demo/")


def test_it_refuses_outside_development(settings: Settings) -> None:
    settings.DEVELOPMENT = False
    with pytest.raises(CommandError, match="desarrollo"):
        seed()
    assert not Cliente.objects.exists()
