"""Changing a number writes what was changed and nothing else."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django_scopes import scopes_disabled

from tenants.tests.factories import ClienteFactory
from whatsapp.models import WabaAccount
from whatsapp.numbers import NumberRetired, retire, update
from whatsapp.tests.factories import WabaAccountFactory

pytestmark = pytest.mark.django_db

THROTTLED = "El número envía más rápido de lo permitido. Se reintenta más tarde."


@pytest.fixture
def account() -> WabaAccount:
    return WabaAccountFactory(cliente=ClienteFactory())


def pause(account: WabaAccount, reason: str) -> None:
    with scopes_disabled():
        until = timezone.now() + timedelta(hours=1)
        WabaAccount.objects.filter(pk=account.pk).update(paused_until=until, pause_reason=reason)


def test_it_writes_each_column(account: WabaAccount):
    when = timezone.now() + timedelta(days=60)
    update(
        account,
        access_token="EAAnuevo",
        webhook_url="https://tienda.example.com/aviso",
        expiracion_token=when,
        display_phone="+54 351",
        estado="detenida",
        marks_read=False,
    )
    before = account.updated_at
    account.refresh_from_db()
    assert account.access_token.reveal() == "EAAnuevo"
    assert account.webhook_url == "https://tienda.example.com/aviso"
    assert (account.expiracion_token, account.display_phone) == (when, "+54 351")
    assert (account.estado, account.marks_read) == ("detenida", False)
    assert account.updated_at > before


def test_what_a_worker_wrote_meanwhile_stays(account: WabaAccount):
    pause(account, THROTTLED)
    update(account, display_phone="+54 351")
    account.refresh_from_db()
    assert account.pause_reason == THROTTLED


def test_a_new_token_lets_a_refused_number_be_tried_at_once(account: WabaAccount):
    pause(account, "El token de acceso venció o no es válido.")
    with scopes_disabled():
        WabaAccount.objects.update(parked_since=timezone.now(), park_code=190, park_strikes=3)
    update(account, access_token="EAAnuevo")
    account.refresh_from_db()
    assert {name: getattr(account, name) for name in WabaAccount.WELL} == WabaAccount.WELL


def test_a_new_token_is_no_reason_to_send_faster(account: WabaAccount):
    pause(account, THROTTLED)
    update(account, access_token="EAAnuevo")
    account.refresh_from_db()
    assert (account.pause_reason, account.paused_until is None) == (THROTTLED, False)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("estado", "retirada"),
        ("estado", "otra"),
        ("access_token", ""),
        ("access_token", "dos palabras"),
        ("webhook_url", "https://[::1]/"),
        ("expiracion_token", "mañana"),
        ("marks_read", "quizás"),
    ],
)
def test_it_refuses_a_wrong_value_under_its_name(account: WabaAccount, field: str, value: str):
    with pytest.raises(ValidationError) as refused:
        update(account, **{field: value})
    assert list(refused.value.message_dict) == [field]
    assert getattr(account, field) != value
    account.refresh_from_db()
    assert account.estado == "activa"
    assert account.access_token.reveal() == "EAAtokenDeLasPruebas"


@pytest.mark.parametrize("column", ["phone_number_id", "cliente", "paused_until", "nada"])
def test_other_columns_are_not_for_changing(account: WabaAccount, column: str):
    with pytest.raises(TypeError, match=column):
        update(account, **{column: "1"})


def test_a_number_retired_meanwhile_takes_no_token(account: WabaAccount):
    with scopes_disabled():
        stale = WabaAccount.objects.get(pk=account.pk)
    retire(account)
    with pytest.raises(NumberRetired):
        update(stale, access_token="EAAnuevo")
    account.refresh_from_db()
    assert account.access_token.reveal() == ""
