"""Holding back everything of a number, and letting it go again."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Now

from conversations.delivery.consequence import Hold
from conversations.models import OutboundLane
from liora.ops.sql import records
from tenants.models import Cliente
from whatsapp.models import WabaAccount

LONGEST_REASON = 200

AWAIT = """
UPDATE outbound_lane SET number_id = v.number FROM {records} WHERE outbound_lane.id = v.lane
"""


def lock(account_ids: Iterable[UUID]) -> None:
    """Lock numbers in order before any of them is changed; others would deadlock."""
    wanted = set(account_ids)
    if wanted and connection.features.has_select_for_update:
        numbers = WabaAccount.objects.filter(id__in=wanted).order_by("id")
        list(numbers.select_for_update(of=("self",), no_key=True).values_list("id"))


def hold(holds: Mapping[UUID, Hold]) -> list[UUID]:
    """Write down what holds numbers back; a longer pause stays. Return those parked only now."""
    parked = []
    for account_id, held in sorted(holds.items()):
        account = WabaAccount.objects.filter(id=account_id)
        if held.parks and _park(account_id, held):
            parked.append(account_id)
        shorter = Q(paused_until__isnull=True) | Q(paused_until__lt=held.until)
        account.filter(shorter).update(
            paused_until=held.until, pause_reason=held.reason[:LONGEST_REASON]
        )
    return parked


def _park(account_id: UUID, held: Hold) -> bool:
    """Count a refusal of the number itself; return whether it was well until now.

    Calls that left together are refused together: they count as one.
    """
    account = WabaAccount.objects.filter(id=account_id)
    was_well = account.filter(parked_since__isnull=True).exists()
    if not (was_well or held.again):
        return False
    account.update(
        parked_since=Coalesce(F("parked_since"), Now()),
        park_code=held.code,
        park_strikes=F("park_strikes") + 1,
    )
    return was_well


def probe(until_by_number: Mapping[UUID, datetime]) -> None:
    """Keep everybody else waiting while one message finds out whether a number is well again."""
    for account_id, until in sorted(until_by_number.items()):
        WabaAccount.objects.filter(id=account_id).update(paused_until=until)


def free(account_ids: Iterable[UUID]) -> None:
    """Let numbers send again whose probe went through, whatever held them back."""
    for account_id in sorted(account_ids):
        WabaAccount.objects.filter(id=account_id).update(**WabaAccount.WELL)


def await_numbers(number_by_lane: Mapping[UUID, UUID]) -> None:
    """Note which number a lane waits for, so that it need not wait longer than the number."""
    rows = [{"lane": lane.hex, "number": number.hex} for lane, number in number_by_lane.items()]
    if rows:
        with connection.cursor() as cursor:
            statement = AWAIT.format(records=records({"lane": "uuid", "number": "uuid"}))
            cursor.execute(statement, [json.dumps(rows)])


def wake_freed() -> int:
    """Wake the lanes whose number may send again, whoever freed it; return how many."""
    waiting = OutboundLane.objects.filter(number__isnull=False)
    # Asked by itself, because nearly always there is none and the join may be planned badly.
    if not waiting.exists():
        return 0
    free = Q(paused_until__isnull=True) | Q(paused_until__lte=Now())
    numbers = WabaAccount.objects.filter(
        free,
        id__in=waiting.values("number"),
        estado=WabaAccount.Estado.ACTIVA,
        cliente__estado=Cliente.Estado.ACTIVO,
    )
    wanted = [lane for number in numbers.only("pause_reason") for lane in _to_wake(number)]
    with transaction.atomic():
        lanes = OutboundLane.objects.filter(id__in=wanted).order_by("convo_id")
        if connection.features.has_select_for_update_skip_locked:
            lanes = lanes.select_for_update(skip_locked=True, of=("self",))
        ids = list(lanes.values_list("id", flat=True))
        return OutboundLane.objects.filter(id__in=ids).update(number=None, pending_since=Now())


def _to_wake(number: WabaAccount) -> list[UUID]:
    """Return the lanes to wake: one to find out, while nothing has gone through since the trouble.

    Were all of them woken each time, they would be claimed and put back before other people's.
    """
    lanes = OutboundLane.objects.filter(number=number).order_by("pending_since", "convo_id")
    ids = lanes.values_list("id", flat=True)
    return list(ids[:1] if number.pause_reason else ids)
