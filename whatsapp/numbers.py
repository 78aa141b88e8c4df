"""A business's WhatsApp numbers: connected, changed, and in the end retired."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from django_scopes import scope

from liora.api.errors import Conflict
from liora.ops.public_url import check_public_url
from tenants.models import Cliente
from whatsapp.models import WabaAccount
from whatsapp.models.account import one_word

CHANGEABLE = (
    "access_token",
    "display_phone",
    "estado",
    "expiracion_token",
    "marks_read",
    "webhook_url",
)


class NumberTaken(Conflict):
    """Somebody has connected the number; whose it is, is another business's affair."""

    code = "numero_ocupado"
    message = _("Ese número ya está conectado. Si es tuyo, desconectalo donde esté primero.")


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
    """Connect a number to a business.

    Raises NumberTaken, and ValidationError for ids that are not digits, a token that is not one
    word or an address that is not public.
    """
    account = WabaAccount(
        cliente=cliente,
        waba_id=waba_id,
        phone_number_id=phone_number_id,
        display_phone=display_phone,
        webhook_url=webhook_url,
        expiracion_token=expiracion_token,
    )
    check({"access_token": access_token, "webhook_url": webhook_url})
    account.access_token = access_token
    account.clean_fields()
    with scope(cliente=cliente):
        return _saved(account)


def update(account: WabaAccount, **changes: Any) -> WabaAccount:
    """Change what may change of a number, in its scope; only those columns are written.

    A new token ends a pause that was begun for the sake of the old one. Raises ValidationError.
    """
    check(changes)
    for name, value in changes.items():
        if name not in CHANGEABLE:
            raise ValueError(f"{name} is not for changing")
        setattr(account, name, value)
    written = list(changes)
    if "access_token" in changes and account.paused_until:
        account.paused_until, account.pause_reason = None, ""
        written += ["paused_until", "pause_reason"]
    untouched = {field.name for field in WabaAccount._meta.fields} - set(written)
    account.clean_fields(exclude=untouched)
    account.save(update_fields=written)
    account.refresh_from_db(fields=["updated_at"])
    return account


def retire(account: WabaAccount) -> None:
    """Disconnect a number, in its scope: its token is erased and the number is free for others.

    The row stays, because all that was said through it points there.
    """
    account.display_phone = account.display_phone or str(account.phone_number_id)[:30]
    account.phone_number_id = None
    account.access_token = ""
    account.estado = WabaAccount.Estado.RETIRADA
    account.save(update_fields=["display_phone", "phone_number_id", "access_token", "estado"])


def check(given: dict[str, Any]) -> None:
    """Raise ValidationError for a token or an address that cannot be one."""
    if "access_token" in given:
        _checked("access_token", one_word, given["access_token"])
    if given.get("webhook_url"):
        _checked("webhook_url", check_public_url, given["webhook_url"])


def _checked(name: str, rule: Any, value: str) -> None:
    try:
        rule(value)
    except ValidationError as error:
        raise ValidationError({name: error}) from None


def _saved(account: WabaAccount) -> WabaAccount:
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError:
        raise NumberTaken from None
    account.refresh_from_db(fields=["created_at", "updated_at"])
    return account
