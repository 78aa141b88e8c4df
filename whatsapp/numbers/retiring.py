from django.db import transaction
from django_scopes import scope

from whatsapp.models import WabaAccount

Estado = WabaAccount.Estado


def retire(account: WabaAccount) -> None:
    """Take a number out of service for good; a second time changes nothing.

    Its history stays. The token is erased, and `phone_number_id` set free, so that the number can
    be connected again, here or elsewhere; `display_phone` remembers it if nothing was there.
    """
    with scope(cliente=account.cliente), transaction.atomic():
        # Only these columns count, and as they are now, whatever the caller has read.
        stored = WabaAccount.objects.select_for_update().get(pk=account.pk)
        if stored.estado != Estado.RETIRADA:
            _take_out(stored)
    account.refresh_from_db()


def _take_out(stored: WabaAccount) -> None:
    stored.display_phone = stored.display_phone or (stored.phone_number_id or "")[:30]
    stored.estado = Estado.RETIRADA
    stored.phone_number_id = None
    stored.access_token = ""
    stored.expiracion_token = None
    for column, value in WabaAccount.WELL.items():
        setattr(stored, column, value)
    stored.save(
        update_fields=[
            "display_phone",
            "estado",
            "phone_number_id",
            "access_token",
            "expiracion_token",
            *WabaAccount.WELL,
        ]
    )
