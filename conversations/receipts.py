"""The station of status webhooks: what became of messages after Meta took them.

Source: Cloud API, statuses webhook. Statuses come batched, twice, in any order, before our own
call has returned or weeks later, so a row only ever moves forward.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django_scopes import scopes_disabled

from conversations.models import ConversationLog
from conversations.outbound_lanes import wake_outbound
from conversations.progress import Receipt, apply, read_receipt
from liora.ops.backoff import backoff
from whatsapp.models import InboundEvent

BATCH = 500
# A status for a message that is not ours, or not written yet, is looked for this often.
MAX_ATTEMPTS = 6

SAVED = [
    "estado",
    "wamid",
    "not_before",
    "sent_at",
    "delivered_at",
    "read_at",
    "failed_at",
    "error_code",
    "error_detail",
]


class Receipts:
    name = "receipts"

    def step(self) -> bool:
        with scopes_disabled(), transaction.atomic():
            events = _waiting()
            if events:
                _apply(events)
        return bool(events)

    def close(self) -> None:
        """Nothing is in hand between two steps."""


def _waiting() -> list[InboundEvent]:
    due = Q(not_before__isnull=True) | Q(not_before__lte=Now())
    waiting = InboundEvent.objects.filter(
        due, estado=InboundEvent.Estado.PENDIENTE, kind=InboundEvent.Kind.STATUS
    ).order_by("received_at")
    # The row locks are the claim: they end with this transaction, or with this process.
    if connection.features.has_select_for_update_skip_locked:
        waiting = waiting.select_for_update(skip_locked=True)
    return list(waiting.only("id", "cliente_id", "payload", "attempts")[:BATCH])


def _apply(events: list[InboundEvent]) -> None:
    receipts = {event.id: read_receipt(event.payload) for event in events}
    rows = _rows(events, receipts)
    changed: dict[UUID, ConversationLog] = {}
    settled: dict[UUID, UUID] = {}
    orphans = []
    for event in events:
        receipt = receipts[event.id]
        row = receipt and _match(event, receipt, rows)
        if receipt and not row:
            orphans.append(event)
        elif receipt and row:
            waited = row.estado in ConversationLog.UNSENT
            if apply(receipt, row):
                changed[row.id] = row
            if waited:
                settled[row.convo_id] = row.cliente_id
    _save(changed.values())
    wake_outbound(settled, at_once=True)
    _finish(events, orphans)


Known = dict[tuple[UUID | None, UUID | str], ConversationLog]


def _rows(events: list[InboundEvent], receipts: Mapping[UUID, Receipt | None]) -> Known:
    """Return the rows spoken of, by (cliente, row id) and by (cliente, wamid)."""
    found = [receipt for receipt in receipts.values() if receipt]
    rows = ConversationLog.objects.filter(
        Q(id__in=[receipt.row_id for receipt in found if receipt.row_id])
        | Q(wamid__in=[receipt.wamid for receipt in found if receipt.wamid]),
        direction=ConversationLog.Direction.OUT,
        cliente__in={event.cliente_id for event in events},
    ).order_by("id")
    if connection.features.has_select_for_update:
        rows = rows.select_for_update()
    known: Known = {}
    for row in rows:
        known[row.cliente_id, row.id] = row
        if row.wamid:
            known[row.cliente_id, row.wamid] = row
    return known


def _match(event: InboundEvent, receipt: Receipt, rows: Known) -> ConversationLog | None:
    """Find the row of a receipt, in the event's own tenant only."""
    by_wamid = rows.get((event.cliente_id, receipt.wamid))
    if by_wamid or receipt.row_id is None:
        return by_wamid
    return rows.get((event.cliente_id, receipt.row_id))


def _save(rows: Iterable[ConversationLog]) -> None:
    ConversationLog.objects.bulk_update(list(rows), SAVED)


def _finish(events: list[InboundEvent], orphans: list[InboundEvent]) -> None:
    waiting = {event.id for event in orphans}
    InboundEvent.objects.filter(id__in=[one.id for one in events if one.id not in waiting]).update(
        estado=InboundEvent.Estado.HECHO, handled_at=Now()
    )
    for event in orphans:
        event.attempts += 1
        event.not_before = datetime.now(UTC) + backoff(event.attempts)
        if event.attempts >= MAX_ATTEMPTS:
            event.estado = InboundEvent.Estado.GUARDADO
    InboundEvent.objects.bulk_update(orphans, ["attempts", "not_before", "estado"])
