import pytest
from django.core.exceptions import ValidationError
from django_scopes import scopes_disabled

from tenants.registration import register_cliente
from whatsapp.models import WabaAccount
from whatsapp.numbers import NumberTaken
from whatsapp.registration import register_number

pytestmark = pytest.mark.django_db


def connect(slug: str, *, number: str = "100200300", token: str = "uno") -> WabaAccount:
    return register_number(
        cliente=register_cliente(slug=slug, name=slug.title()),
        waba_id="900",
        phone_number_id=number,
        access_token=token,
        display_phone="+54 351 555-0100",
    )


def test_it_works() -> None:
    account = connect("tienda")
    assert account.access_token.reveal() == "uno"
    assert repr(account.access_token) == "***"


def test_a_number_connected_already_keeps_its_token() -> None:
    first = connect("tienda")
    again = connect("tienda", token="dos")
    assert again.pk == first.pk
    assert again.access_token.reveal() == "uno"


def test_a_number_of_another_business_is_refused_without_saying_whose() -> None:
    connect("tienda")
    with pytest.raises(NumberTaken) as refused:
        connect("vecina")
    assert "Tienda" not in str(refused.value.message)
    with scopes_disabled():
        assert WabaAccount.objects.count() == 1


def test_an_id_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValidationError):
        connect("tienda", number="cien")
