"""The access token goes into the admin and never comes out of it."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Usuario
from liora.tests.admin_rows import TOKEN, Rows, address
from tenants.models import Cliente
from whatsapp.admin.account import WabaAccountAdmin
from whatsapp.models import WabaAccount

NEW_TOKEN = "EAAG-otro-secreto"


@pytest.fixture
def waba(rows: Rows) -> WabaAccount:
    row: WabaAccount = rows[WabaAccount]
    return row


def stored(waba: WabaAccount) -> WabaAccount:
    return WabaAccount._base_manager.get(pk=waba.pk)


def posted(waba: WabaAccount, **changes: str) -> dict[str, str]:
    """Return what the browser sends when the form of this row is saved."""
    return {
        "cliente": str(waba.cliente_id),
        "display_phone": waba.display_phone,
        "phone_number_id": waba.phone_number_id,
        "waba_id": waba.waba_id,
        "estado": waba.estado,
        "marks_read": "on",
        "messages_per_second": "70",
        "new_token": "",
        **changes,
    }


def assert_unseen(page: str, *secrets: str) -> None:
    assert [secret for secret in secrets if secret in page] == []


def test_no_page_shows_the_token_nor_what_it_is_stored_as(
    admin_client: Client, rows: Rows, waba: WabaAccount
):
    for model, row in rows.items():
        for view, args in (("changelist", []), ("change", [row.pk]), ("history", [row.pk])):
            page = admin_client.get(address(model, view, *args)).content.decode()
            assert_unseen(page, TOKEN, stored(waba).access_token.stored)


def test_the_form_says_that_a_token_is_stored(admin_client: Client, waba: WabaAccount):
    page = admin_client.get(address(WabaAccount, "change", waba.pk)).content.decode()
    assert "guardado ✓" in page
    assert 'type="password" name="new_token"' in page


def test_an_empty_field_keeps_the_token(admin_client: Client, waba: WabaAccount):
    answer = admin_client.post(
        address(WabaAccount, "change", waba.pk), posted(waba, display_phone="+54 351")
    )
    assert answer.status_code == 302
    assert stored(waba).display_phone == "+54 351"
    assert stored(waba).access_token.reveal() == TOKEN


def test_a_new_token_is_stored_and_leaves_no_trace(admin_client: Client, waba: WabaAccount):
    where = address(WabaAccount, "change", waba.pk)
    assert admin_client.post(where, posted(waba, new_token=NEW_TOKEN)).status_code == 302
    after = stored(waba)
    assert after.access_token.reveal() == NEW_TOKEN
    secrets = (NEW_TOKEN, TOKEN, after.access_token.stored)
    for page in (where, address(WabaAccount, "history", waba.pk), reverse("admin:index")):
        assert_unseen(admin_client.get(page).content.decode(), *secrets)
    entry = LogEntry.objects.latest("action_time")
    assert "Token nuevo" in entry.get_change_message()
    assert_unseen(f"{entry.change_message} {entry.object_repr}", *secrets)


@pytest.mark.parametrize(
    "changes",
    [{"new_token": "dos palabras"}, {"new_token": NEW_TOKEN, "waba_id": "no soy un número"}],
)
def test_a_refused_form_does_not_send_the_token_back(
    admin_client: Client, waba: WabaAccount, changes: dict[str, str]
):
    answer = admin_client.post(address(WabaAccount, "change", waba.pk), posted(waba, **changes))
    assert answer.status_code == 200
    assert_unseen(answer.content.decode(), changes["new_token"])
    assert stored(waba).access_token.reveal() == TOKEN


def test_a_new_number_needs_a_token(admin_client: Client, waba: WabaAccount):
    form = posted(waba, phone_number_id="555", waba_id="777")
    where = address(WabaAccount, "add")
    assert admin_client.post(where, form).status_code == 200
    assert not WabaAccount._base_manager.filter(phone_number_id="555").exists()
    assert admin_client.post(where, form | {"new_token": NEW_TOKEN}).status_code == 302
    made = WabaAccount._base_manager.get(phone_number_id="555")
    assert made.access_token.reveal() == NEW_TOKEN


def test_a_token_whose_key_is_gone_still_lets_the_page_open(
    admin_client: Client, waba: WabaAccount, settings: LazySettings
):
    settings.ENCRYPTION_KEYS = ["otra-clave"]
    page = admin_client.get(address(WabaAccount, "change", waba.pk))
    assert page.status_code == 200
    assert "ilegible" in page.content.decode()


def test_who_may_only_look_sees_no_token_either(client: Client, waba: WabaAccount):
    watcher = Usuario.objects.create_user("mira@liora", is_staff=True)
    watcher.user_permissions.add(Permission.objects.get(codename="view_wabaaccount"))
    client.force_login(watcher)
    page = client.get(address(WabaAccount, "change", waba.pk))
    assert page.status_code == 200
    assert_unseen(
        page.content.decode(), TOKEN, stored(waba).access_token.stored, 'name="new_token"'
    )
    refused = client.post(
        address(WabaAccount, "change", waba.pk), posted(waba, new_token=NEW_TOKEN)
    )
    assert refused.status_code == 403


def test_a_pause_that_begins_while_the_operator_saves_is_kept(
    admin_client: Client, waba: WabaAccount, monkeypatch: pytest.MonkeyPatch
):
    save_model = WabaAccountAdmin.save_model
    until = timezone.now()

    def a_pause_begins_first(*args: Any, **kwargs: Any) -> None:
        WabaAccount._base_manager.filter(pk=waba.pk).update(paused_until=until)
        save_model(*args, **kwargs)

    monkeypatch.setattr(WabaAccountAdmin, "save_model", a_pause_begins_first)
    admin_client.post(address(WabaAccount, "change", waba.pk), posted(waba, new_token=NEW_TOKEN))
    assert stored(waba).paused_until == until
    assert stored(waba).access_token.reveal() == NEW_TOKEN


def test_a_cliente_can_be_suspended(admin_client: Client, waba: WabaAccount):
    cliente = waba.cliente
    form = {"name": "Tienda", "slug": cliente.slug, "plan": "pro", "estado": "suspendido"}
    assert admin_client.post(address(Cliente, "change", cliente.pk), form).status_code == 302
    assert Cliente.objects.get().estado == Cliente.Estado.SUSPENDIDO
