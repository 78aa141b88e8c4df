from django_scopes import scope

from tenants.models import Cliente
from whatsapp.models import WabaAccount
from whatsapp.numbers import connect


def register_number(
    *, cliente: Cliente, waba_id: str, phone_number_id: str, access_token: str, display_phone: str
) -> WabaAccount:
    """Return the business's number with this id, connected now if it is not; it keeps its token.

    Raises as `connect` does.
    """
    with scope(cliente=cliente):
        existing = WabaAccount.objects.filter(phone_number_id=phone_number_id).first()
    return existing or connect(
        cliente=cliente,
        waba_id=waba_id,
        phone_number_id=phone_number_id,
        access_token=access_token,
        display_phone=display_phone,
    )
