"""Connecting a number: what is refused, and that one number is of one business."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django_scopes import scopes_disabled

from liora.tests.racing import race
from tenants.models import Cliente
from tenants.tests.factories import ClienteFactory
from whatsapp.models import WabaAccount
from whatsapp.numbers import NumberTaken, connect

pytestmark = pytest.mark.django_db

CANARY = "EAAcanarioQueNadieDebeVer"


@pytest.fixture
def cliente() -> Cliente:
    return ClienteFactory(slug="tienda", name="Tienda")


def connected(cliente: Cliente, **given: Any) -> WabaAccount:
    usual = {"waba_id": "900", "phone_number_id": "100200300", "access_token": CANARY}
    return connect(cliente=cliente, **(usual | given))


def refused(cliente: Cliente, **given: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        connected(cliente, **given)
    assert CANARY not in repr(caught.value)
    with scopes_disabled():
        assert not WabaAccount.objects.exists()
    return caught.value.message_dict


def test_it_works(cliente: Cliente):
    account = connected(cliente, webhook_url="https://tienda.example.com/aviso")
    account.refresh_from_db()
    assert account.cliente == cliente
    assert account.access_token.reveal() == CANARY
    assert account.estado == WabaAccount.Estado.ACTIVA


def test_the_column_of_the_token_holds_ciphertext_only(cliente: Cliente):
    account = connected(cliente)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM waba_account")
        row = cursor.fetchall()
    assert len(row) == 1
    assert CANARY not in str(row)
    assert account.access_token.stored in str(row)
    assert CANARY not in repr(account.__dict__)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("waba_id", ""),
        ("waba_id", "cuenta"),
        ("phone_number_id", ""),
        ("phone_number_id", "cien"),
        ("phone_number_id", "١٢٣"),
        ("phone_number_id", "123\n"),
        ("phone_number_id", "1" * 41),
        ("access_token", ""),
        ("access_token", "dos palabras"),
        ("access_token", f"{CANARY}\n"),
        ("access_token", "ñandú"),
        ("access_token", "x" * 1001),
        ("display_phone", "1" * 31),
        ("webhook_url", "no es una dirección"),
        ("webhook_url", "https://127.0.0.1/"),
        ("expiracion_token", "mañana"),
    ],
)
def test_a_wrong_value_is_told_under_its_name(cliente: Cliente, field: str, value: str):
    assert list(refused(cliente, **{field: value})) == [field]


def test_everything_wrong_is_told_at_once(cliente: Cliente):
    told = refused(cliente, waba_id="x", access_token="", webhook_url="ftp://a.example")
    assert set(told) == {"waba_id", "access_token", "webhook_url"}


def test_a_number_of_another_business_is_refused_without_saying_whose(cliente: Cliente):
    connected(cliente)
    with pytest.raises(NumberTaken) as taken:
        connected(ClienteFactory(slug="vecina"))
    assert taken.value.code == "numero_ocupado"
    assert not taken.value.ours
    assert str(taken.value) == "Ese número ya está conectado."


def test_a_number_of_ones_own_is_said_to_be_that(cliente: Cliente):
    first = connected(cliente)
    with pytest.raises(NumberTaken) as taken:
        connected(cliente, access_token="otro")
    assert taken.value.ours
    assert str(taken.value) == "Ya tenés conectado ese número."
    first.refresh_from_db()
    assert first.access_token.reveal() == CANARY


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_wins():
    clientes = [ClienteFactory(slug="una"), ClienteFactory(slug="otra")]

    def attempt(cliente: Cliente) -> str:
        try:
            return str(connected(cliente).cliente_id)
        except NumberTaken as taken:
            return taken.code

    outcomes = race(*(lambda cliente=each: attempt(cliente) for each in clientes))
    with scopes_disabled():
        winner = WabaAccount.objects.get()
    assert sorted(outcomes) == sorted([str(winner.cliente_id), "numero_ocupado"])
