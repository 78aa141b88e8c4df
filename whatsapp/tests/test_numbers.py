"""Connecting, changing and retiring numbers."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from conversations.tests.road import PostWebhook
from liora.tests.racing import race
from tenants.models import Cliente
from tenants.tests.factories import ClienteFactory
from whatsapp.models import InboundEvent, WabaAccount
from whatsapp.numbers import NumberTaken, connect, retire, update
from whatsapp.simulator.addresses import BusinessNumber, Person
from whatsapp.simulator.payloads import envelope, text_message

NUMBER = "100200300"


def connected(cliente: Cliente, number: str = NUMBER) -> WabaAccount:
    return connect(
        cliente=cliente, waba_id="900", phone_number_id=number, access_token="EAAunToken"
    )


@pytest.mark.django_db
def test_it_works(cliente: Cliente):
    account = connected(cliente)
    assert (account.estado, account.cliente) == (WabaAccount.Estado.ACTIVA, cliente)
    assert account.access_token.reveal() == "EAAunToken"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("phone_number_id", "cien"),
        ("waba_id", ""),
        ("access_token", "dos palabras"),
        ("access_token", ""),
        ("webhook_url", "https://169.254.169.254/"),
    ],
)
def test_what_cannot_be_is_refused_by_field(cliente: Cliente, field: str, value: str):
    given = {"waba_id": "9", "phone_number_id": "1", "access_token": "EAA", "webhook_url": ""}
    with pytest.raises(ValidationError) as refused:
        connect(cliente=cliente, **given | {field: value})
    assert list(refused.value.message_dict) == [field]


@pytest.mark.django_db
@pytest.mark.parametrize("mine", [True, False])
def test_a_number_is_connected_once(cliente: Cliente, mine: bool):
    connected(cliente)
    other = cliente if mine else ClienteFactory()
    with pytest.raises(NumberTaken) as refused:
        connected(other)
    assert cliente.name not in str(refused.value.message)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_wins(cliente: Cliente):
    other = ClienteFactory()

    def attempt(of: Cliente) -> bool:
        try:
            connected(of)
        except NumberTaken:
            return False
        return True

    assert sorted(race(lambda: attempt(cliente), lambda: attempt(other))) == [False, True]


@pytest.mark.django_db
def test_a_new_token_ends_a_pause(cliente: Cliente):
    account = connected(cliente)
    with scope(cliente=cliente):
        account.paused_until, account.pause_reason = timezone.now() + timedelta(hours=1), "token"
        account.save(update_fields=["paused_until", "pause_reason"])
        update(account, access_token="EAAotro")
        account.refresh_from_db()
    assert (account.paused_until, account.pause_reason) == (None, "")
    assert account.access_token.reveal() == "EAAotro"


@pytest.mark.django_db
def test_a_change_writes_nothing_else(cliente: Cliente):
    account = connected(cliente)
    with scope(cliente=cliente):
        WabaAccount.objects.update(display_phone="+1")
        update(account, marks_read=False)
        account.refresh_from_db()
    assert (account.display_phone, account.marks_read) == ("+1", False)


@pytest.mark.django_db
def test_a_retired_number_hears_nothing_and_is_free(cliente: Cliente, post_webhook: PostWebhook):
    account = connected(cliente)
    with scope(cliente=cliente):
        retire(account)
    number = BusinessNumber("900", NUMBER, "+54 351 555-0101")
    person = Person(wa_id="5493515550101", name="Ana")
    document = envelope(number, person=person, messages=[text_message(person, "hola")])
    assert post_webhook(document).status_code == 200
    with scopes_disabled():
        [event] = InboundEvent.objects.all()
        assert (event.estado, event.cliente_id) == (InboundEvent.Estado.GUARDADO, None)
        account.refresh_from_db()
    assert (account.phone_number_id, account.access_token.reveal()) == (None, "")
    assert str(account) == NUMBER
    assert connected(ClienteFactory()).phone_number_id == NUMBER
