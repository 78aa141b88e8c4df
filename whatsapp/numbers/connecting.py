from datetime import datetime

from django.db import IntegrityError, transaction
from django_scopes import scope

from tenants.models import Cliente
from whatsapp.models import WabaAccount
from whatsapp.numbers import rules
from whatsapp.numbers.refusals import NumberTaken

GIVEN = (
    "waba_id",
    "phone_number_id",
    "display_phone",
    "webhook_url",
    "expiracion_token",
)


def connect(
    *,
    cliente: Cliente,
    waba_id: str,
    phone_number_id: str,
    access_token: str,
    display_phone: str = "",
    webhook_url: str = "",
    expiracion_token: datetime | None = None,
) -> WabaAccount:
    """Connect a WhatsApp number to a business.

    Raises ValidationError, per field, and NumberTaken for a number that is connected already,
    here or elsewhere. Of two at once one wins: the unique column decides.
    """
    account = WabaAccount(
        cliente=cliente,
        waba_id=waba_id,
        # "" would be a number to the database; none at all is refused as missing.
        phone_number_id=phone_number_id or None,
        access_token=access_token,
        display_phone=display_phone,
        webhook_url=webhook_url,
        expiracion_token=expiracion_token,
    )
    rules.check(account, GIVEN, access_token=access_token)
    with scope(cliente=cliente):
        _insert(account)
    return account


def _insert(account: WabaAccount) -> None:
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError:
        ours = WabaAccount.objects.filter(phone_number_id=account.phone_number_id).exists()
        raise NumberTaken(ours=ours) from None
