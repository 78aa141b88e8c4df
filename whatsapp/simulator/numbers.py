"""The WhatsApp Business numbers the simulator can be talked to through.

The simulator plays Meta, who knows the numbers of every tenant: it reads outside any scope.
"""

from dataclasses import dataclass

from django_scopes import scopes_disabled

from whatsapp.models.account import WabaAccount
from whatsapp.simulator.addresses import BusinessNumber
from whatsapp.webhook.storable import storable_text


@dataclass(frozen=True, slots=True)
class Shop:
    """A number and the name of the Cliente that answers there."""

    number: BusinessNumber
    name: str


def shops() -> list[Shop]:
    """Return every number in service, by the name of its Cliente."""
    with scopes_disabled():
        connected = WabaAccount.objects.filter(phone_number_id__isnull=False)
        accounts = connected.select_related("cliente").order_by("cliente__name", "id")
        return [Shop(_number(account), account.cliente.name) for account in accounts]


def find_shop(phone_number_id: str) -> Shop | None:
    """Return who answers at a number Meta would know, or None."""
    asked = storable_text(phone_number_id)
    with scopes_disabled():
        accounts = WabaAccount.objects.select_related("cliente")
        account = accounts.filter(phone_number_id=asked).first()
        return Shop(_number(account), account.cliente.name) if account else None


def find_number(phone_number_id: str) -> BusinessNumber | None:
    """Return a number Meta would know, or None."""
    shop = find_shop(phone_number_id)
    return shop.number if shop else None


def numbers_of(waba_id: str) -> list[BusinessNumber]:
    """Return the numbers in service of a WhatsApp Business account."""
    asked = storable_text(waba_id)
    with scopes_disabled():
        accounts = WabaAccount.objects.filter(waba_id=asked, phone_number_id__isnull=False)
        return [_number(account) for account in accounts.order_by("id")]


def _number(account: WabaAccount) -> BusinessNumber:
    phone_number_id = account.phone_number_id or ""
    return BusinessNumber(
        waba_id=account.waba_id,
        phone_number_id=phone_number_id,
        display_phone_number=account.display_phone or phone_number_id,
    )
