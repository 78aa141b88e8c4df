"""Numbers that failed at one address and have another one by now."""

from uuid import UUID

from django.db import transaction
from django.db.models import F

from conversations.models import HookLane


@transaction.atomic
def mended_numbers() -> dict[UUID, UUID]:
    """Return them (id → cliente id), and begin counting their failures anew."""
    failing = HookLane.objects.filter(failures__gt=0, lease_until=None)
    mended = failing.exclude(tried_url=F("waba_account__webhook_url"))
    found = dict(mended.values_list("waba_account_id", "cliente_id"))
    if found:
        HookLane.objects.filter(waba_account_id__in=found).update(
            failures=0, failing_since=None, paused_until=None, trouble=""
        )
    return found
