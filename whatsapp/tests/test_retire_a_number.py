"""A retired number keeps its history, says nothing, hears nothing, and is free for others."""

import pytest
from django.db import IntegrityError, connection, transaction
from django_scopes import scopes_disabled

from tenants.tests.factories import ClienteFactory
from whatsapp.models import InboundEvent, WabaAccount
from whatsapp.numbers import connect, retire
from whatsapp.simulator.numbers import find_number, shops
from whatsapp.tests.factories import InboundEventFactory, WabaAccountFactory, business_number
from whatsapp.webhook.payload import drafts
from whatsapp.webhook.store import store

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> WabaAccount:
    return WabaAccountFactory(cliente=ClienteFactory(slug="tienda"), display_phone="")


def test_it_lets_go_of_token_and_number(account: WabaAccount):
    number = account.phone_number_id
    retire(account)
    assert account.estado == WabaAccount.Estado.RETIRADA
    assert account.phone_number_id is None
    assert account.access_token.reveal() == ""
    assert account.display_phone == str(account) == number


def test_a_name_it_had_stays(account: WabaAccount):
    with scopes_disabled():
        account.display_phone = "+54 351"
        account.save(update_fields=["display_phone"])
    retire(account)
    retire(account)
    assert account.display_phone == "+54 351"


def test_the_number_can_be_connected_elsewhere_and_history_stays(account: WabaAccount):
    number = account.phone_number_id
    old = InboundEventFactory(waba_account=account)
    retire(account)
    other = connect(
        cliente=ClienteFactory(slug="otra"),
        waba_id="900",
        phone_number_id=number,
        access_token="EAAotro",
    )
    retire(other)
    with scopes_disabled():
        assert InboundEvent.objects.get(pk=old.pk).waba_account_id == account.pk
        assert WabaAccount.objects.filter(phone_number_id=None).count() == 2


def test_what_arrives_for_it_is_kept_and_is_nobodys(account: WabaAccount):
    event = InboundEventFactory.build(waba_account=account)
    assert business_number(account).phone_number_id
    retire(account)
    store(drafts(event.payload))
    with scopes_disabled():
        kept = InboundEvent.objects.get()
    assert (kept.waba_account_id, kept.estado) == (None, InboundEvent.Estado.GUARDADO)


def test_the_simulator_knows_it_no_more(account: WabaAccount):
    number = account.phone_number_id
    assert [shop.number.phone_number_id for shop in shops()] == [number]
    retire(account)
    assert shops() == []
    assert find_number(number) is find_number("") is None


def test_neither_database_takes_one_that_is_half_retired(account: WabaAccount):
    half = ({"estado": "retirada"}, {"phone_number_id": None})
    for columns in half:
        with pytest.raises(IntegrityError), transaction.atomic(), scopes_disabled():
            WabaAccount.objects.filter(pk=account.pk).update(**columns)


def test_no_trace_of_the_token_is_left(account: WabaAccount):
    before = account.access_token.stored
    retire(account)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM waba_account")
        assert before not in str(cursor.fetchall())
