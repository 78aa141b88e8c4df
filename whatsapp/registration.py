from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django_scopes import scope

from tenants.models import Cliente
from whatsapp.models import WabaAccount


def register_number(
    *, cliente: Cliente, waba_id: str, phone_number_id: str, access_token: str, display_phone: str
) -> WabaAccount:
    """Connect a WhatsApp number to a business; connected already, it keeps its token.

    Raises ValidationError for ids that are not digits, or a number that another business has.
    """
    with scope(cliente=cliente):
        existing = WabaAccount.objects.filter(phone_number_id=phone_number_id).first()
        if existing:
            return existing
        account = WabaAccount(
            cliente=cliente,
            waba_id=waba_id,
            phone_number_id=phone_number_id,
            access_token=access_token,
            display_phone=display_phone,
        )
        account.clean_fields()
        return _save(account)


def _save(account: WabaAccount) -> WabaAccount:
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError:
        # Not whose it is: that is another business's affair.
        taken = ValidationError(_("Ese número ya está conectado."), code="numero_ocupado")
        raise ValidationError({"phone_number_id": taken}) from None
    return account
