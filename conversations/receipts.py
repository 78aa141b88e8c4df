"""The station of status webhooks: what became of messages after Meta took them.

Source: Cloud API, statuses webhook. Statuses come batched, twice, in any order, before our own
call has returned or weeks later, so a row only ever moves forward.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import OperationalError, connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django_scopes import scopes_disabled

from conversations.delivery.failures import Failure
from conversations.hooks.announcing import announce_moved
from conversations.late import offer_templates
from conversations.learning import Learning, Told
from conversations.models import ConversationLog
from conversations.outbound_lanes import wake_outbound
from conversations.progress import PRICE, Receipt, apply, read_receipt
from conversations.reopening import reopen
from conversations.stops import keep_stops
from liora.ops.backoff import backoff
from liora.ops.clock import DatabaseClock
from liora.ops.faults import fault
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
    "failure",
    *PRICE,
]

Known = dict[tuple[UUID | None, UUID | str], ConversationLog]

logger = logging.getLogger(__name__)


class Receipts:
    name = "receipts"

    def __init__(self) -> None:
        self.clock = DatabaseClock()
        self.learning = Learning()
        self.told: list[Told] = []
        self.late: list[UUID] = []

    def step(self) -> bool:
        """Apply what waits; a status the database refuses must not hold back the others."""
        with scopes_disabled():
            # Asked first, because a transaction takes SQLite's only write lock.
            self._offer()
            if not _due().exists():
                return False
            self.told.clear()
            try:
                taken = self._take_batch()
                fault("receipts.committed")
            except OperationalError:
                raise
            except Exception:
                logger.exception("receipts.refused")
                taken = self._take_one()
            self._offer()
            self.learning.learn(self.told)
            return taken

    def _offer(self) -> None:
        """Let templates stand in for what came too late, one by one: trouble leaves the rest.

        Not in the transaction of the receipts: it locks conversations, which come before messages.
        """
        while self.late:
            offer_templates(self.late[:1])
            self.late.pop(0)

    def close(self) -> None:
        """Nothing is in hand between two steps."""

    @transaction.atomic
    def _take_batch(self) -> bool:
        events = _locked(BATCH)
        fault("receipts.locked")
        self._apply(events)
        fault("receipts.applied")
        return bool(events)

    @transaction.atomic
    def _take_one(self) -> bool:
        """Apply the first that waits, or put it aside as dead if it cannot be kept."""
        events = _locked(1)
        try:
            with transaction.atomic():
                self._apply(events)
        except OperationalError:
            raise
        except Exception as error:
            logger.exception("receipts.dead event=%s", events[0].id)
            _bury(events[0], error)
        return bool(events)

    def _apply(self, events: list[InboundEvent]) -> None:
        applied = _apply(events, self.clock.now())
        self.told += applied.told
        self.late += applied.late


@dataclass(frozen=True, slots=True)
class Applied:
    """How Meta names the people that messages went to, and which of these came too late."""

    told: list[Told]
    late: list[UUID]


def _due() -> QuerySet[InboundEvent]:
    due = Q(not_before__isnull=True) | Q(not_before__lte=Now())
    return InboundEvent.objects.filter(
        due, estado=InboundEvent.Estado.PENDIENTE, kind=InboundEvent.Kind.STATUS
    )


def _locked(limit: int) -> list[InboundEvent]:
    waiting = _due().order_by("received_at", "id")
    # The row locks are the claim: they end with this transaction, or with this process.
    if connection.features.has_select_for_update_skip_locked:
        waiting = waiting.select_for_update(skip_locked=True)
    return list(waiting.only("id", "cliente_id", "payload", "attempts")[:limit])


def _bury(event: InboundEvent, error: Exception) -> None:
    event.estado, event.error = InboundEvent.Estado.MUERTO, type(error).__name__
    event.save(update_fields=["estado", "error"])


def _apply(events: list[InboundEvent], now: datetime) -> Applied:
    """Move the rows on."""
    receipts = {event.id: read_receipt(event.payload) for event in events}
    keep_stops((event, heard) for event in events if (heard := receipts[event.id]))
    rows = _rows(events, receipts)
    changed: dict[UUID, ConversationLog] = {}
    settled: dict[UUID, UUID] = {}
    orphans, told, learned = [], [], []
    for event in events:
        receipt = receipts[event.id]
        row = receipt and _match(event, receipt, rows)
        if receipt and not row:
            orphans.append(event)
        elif receipt and row:
            told.append(Told(row.cliente_id, row.convo_id, receipt.wa_id, receipt.user_id))
            if row.estado in ConversationLog.UNSENT:
                settled[row.convo_id] = row.cliente_id
            nameless = not row.wamid
            if apply(receipt, row):
                changed[row.id] = row
            if nameless:
                learned.append(row)
    ConversationLog.objects.bulk_update(changed.values(), SAVED)
    reopen((row.wamid for row in learned), (row.cliente_id for row in learned))
    wake_outbound(settled, at_once=True)
    announce_moved((row.id, row.estado) for row in changed.values())
    _finish(events, orphans, now)
    return Applied(told, [row.id for row in changed.values() if _came_late(row)])


def _came_late(row: ConversationLog) -> bool:
    return row.failure == Failure.FUERA_DE_VENTANA


def _rows(events: list[InboundEvent], receipts: Mapping[UUID, Receipt | None]) -> Known:
    """Return the rows spoken of, by (cliente, row id) and by (cliente, wamid)."""
    found = [receipt for receipt in receipts.values() if receipt]
    rows = ConversationLog.objects.filter(
        Q(id__in=[receipt.row_id for receipt in found if receipt.row_id])
        # The second condition is the index's own; PostgreSQL cannot conclude it from a long list.
        | Q(wamid__in=[receipt.wamid for receipt in found]) & ~Q(wamid=""),
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


def _finish(events: list[InboundEvent], orphans: Iterable[InboundEvent], now: datetime) -> None:
    orphans = {event.id: event for event in orphans}.values()
    waiting = {event.id for event in orphans}
    InboundEvent.objects.filter(id__in=[one.id for one in events if one.id not in waiting]).update(
        estado=InboundEvent.Estado.HECHO, handled_at=Now()
    )
    for event in orphans:
        event.attempts += 1
        event.not_before = now + backoff(event.attempts)
        if event.attempts >= MAX_ATTEMPTS:
            event.estado = InboundEvent.Estado.GUARDADO
    InboundEvent.objects.bulk_update(orphans, ["attempts", "not_before", "estado"])
