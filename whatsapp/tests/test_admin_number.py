"""An operator verifies a number, against the simulator over HTTP, and retires it."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scopes_disabled

from accounts.models import Usuario
from whatsapp.models import WabaAccount
from whatsapp.numbers import retire
from whatsapp.simulator import faults
from whatsapp.tests.phones import make_number


def at(name: str, account: WabaAccount) -> str:
    return reverse(f"admin:whatsapp_wabaaccount_{name}", args=[account.pk])


def stored(account: WabaAccount) -> WabaAccount:
    with scopes_disabled():
        return WabaAccount.objects.get(pk=account.pk)


@pytest.fixture
def account(live_server, settings, transactional_db) -> WabaAccount:
    settings.SIMULATOR_GRAPH_URL = f"{live_server.url}/simulador/graph"
    return make_number()


def test_a_number_of_the_simulator_works(admin_client: Client, account: WabaAccount):
    assert "Verificar con Meta" in admin_client.get(at("change", account)).content.decode()
    page = admin_client.post(at("verify", account)).content.decode()
    assert "Funciona" in page
    for code in ("numero_encontrado", "cuenta_correcta", "app_suscripta", "webhook_sin_mensajes"):
        assert code in page


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("190", "token_vencido"),
        ("503", "meta_no_responde"),
        ("500", "meta_no_responde"),
        ("429", "limite_de_llamadas"),
    ],
)
def test_a_fault_of_the_simulator_is_told_and_not_used_up(
    admin_client: Client, account: WabaAccount, kind: str, code: str
):
    faults.add(kind=kind)
    for _ in range(2):
        page = admin_client.post(at("verify", account)).content.decode()
        assert "No funciona" in page
        assert code in page
    faults.clear()
    assert code not in admin_client.post(at("verify", account)).content.decode()


def test_a_fault_about_one_message_does_not_concern_a_look_up(
    admin_client: Client, account: WabaAccount
):
    for kind in ("pair", "131047", "100", "refuse-after-accept"):
        faults.add(kind=kind)
        assert "Funciona" in admin_client.post(at("verify", account)).content.decode()
        faults.clear()


def test_retiring_asks_first(admin_client: Client, account: WabaAccount):
    assert "Sí, retirarlo" in admin_client.get(at("retire", account)).content.decode()
    assert stored(account).estado == WabaAccount.Estado.ACTIVA
    assert admin_client.post(at("retire", account)).status_code == 302
    assert stored(account).estado == WabaAccount.Estado.RETIRADA


def test_a_retired_number_can_be_seen_and_not_changed(admin_client: Client, account: WabaAccount):
    retire(account)
    page = admin_client.get(at("change", account))
    assert page.status_code == 200
    assert "Retirada" in page.content.decode()
    assert "new_token" not in page.content.decode()
    for name in ("verify", "retire", "change"):
        assert admin_client.post(at(name, account)).status_code == 403
    listed = admin_client.get(reverse("admin:whatsapp_wabaaccount_changelist"))
    assert "+54 351 555-0000" in listed.content.decode()


def test_a_number_is_not_retired_through_its_form(admin_client: Client, account: WabaAccount):
    form = {"cliente": str(account.cliente_id), "phone_number_id": "1", "waba_id": "1"}
    answer = admin_client.post(at("change", account), form | {"estado": "retirada"})
    assert answer.status_code == 200
    assert stored(account).estado == WabaAccount.Estado.ACTIVA


def test_a_new_token_in_the_form_ends_the_pause_of_the_old_one(
    admin_client: Client, account: WabaAccount
):
    with scopes_disabled():
        WabaAccount.objects.update(
            paused_until=timezone.now(),
            pause_reason="El token de acceso venció o no es válido. Hay que cargar uno nuevo.",
            parked_since=timezone.now(),
        )
    form = {
        "cliente": str(account.cliente_id),
        "phone_number_id": account.phone_number_id,
        "waba_id": account.waba_id,
        "estado": "activa",
        "messages_per_second": "70",
        "new_token": "EAAnuevo",
    }
    assert admin_client.post(at("change", account), form).status_code == 302
    assert stored(account).pause_reason == ""


def test_who_may_only_look_can_do_neither(client: Client, account: WabaAccount):
    watcher = Usuario.objects.create_user("mira@liora", is_staff=True)
    watcher.user_permissions.add(Permission.objects.get(codename="view_wabaaccount"))
    client.force_login(watcher)
    assert "Verificar con Meta" not in client.get(at("change", account)).content.decode()
    assert client.post(at("verify", account)).status_code == 403
    assert client.post(at("retire", account)).status_code == 403
    assert stored(account).estado == WabaAccount.Estado.ACTIVA


def test_verifying_needs_a_post(admin_client: Client, account: WabaAccount):
    assert admin_client.get(at("verify", account)).status_code == 405
