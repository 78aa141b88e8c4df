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
        account.save()
        return account
