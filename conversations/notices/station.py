"""The station of notices: each is acted upon alone, so that a bad one harms no other."""

import logging

from django.db import OperationalError, connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django_scopes import scope, scopes_disabled

from conversations.notices.handlers import HANDLERS
from conversations.notices.notice import notices_of
from liora.ops.backoff import backoff
from liora.ops.clock import DatabaseClock
from liora.ops.faults import fault
from whatsapp.models import InboundEvent

MAX_ATTEMPTS = 5

Estado = InboundEvent.Estado

logger = logging.getLogger(__name__)


class Notices:
    name = "notices"

    def __init__(self) -> None:
        self.clock = DatabaseClock()

    def step(self) -> bool:
        """Act on the oldest notice that is due; return whether there was one."""
        with scopes_disabled():
            # Asked first, because a transaction takes SQLite's only write lock.
            return _due().exists() and self._take_one()

    def close(self) -> None:
        """Nothing is in hand between two steps."""

    @transaction.atomic
    def _take_one(self) -> bool:
        event = _locked()
        if event is None:
            return False
        fault("notices.taken")
        try:
            with transaction.atomic():
                _act_upon(event)
        except OperationalError:
            raise
        except Exception as error:
            logger.exception("notices.failed event=%s", event.id)
            self._put_off(event, error)
        else:
            event.estado, event.error = Estado.HECHO, ""
            _finish(event)
        fault("notices.acted")
        return True

    def _put_off(self, event: InboundEvent, error: Exception) -> None:
        event.attempts += 1
        event.error = type(error).__name__
        if event.attempts < MAX_ATTEMPTS:
            event.not_before = self.clock.now() + backoff(event.attempts)
            event.save(update_fields=["attempts", "error", "not_before"])
        else:
            event.estado = Estado.MUERTO
            _finish(event)


def _act_upon(event: InboundEvent) -> None:
    for notice in notices_of(event):
        with scope(cliente=notice.cliente_id):
            HANDLERS[notice.field](notice)


def _finish(event: InboundEvent) -> None:
    InboundEvent.objects.filter(id=event.id).update(
        estado=event.estado, attempts=event.attempts, error=event.error, handled_at=Now()
    )


def _due() -> QuerySet[InboundEvent]:
    due = Q(not_before__isnull=True) | Q(not_before__lte=Now())
    return InboundEvent.objects.filter(
        due, estado=Estado.PENDIENTE, kind=InboundEvent.Kind.OTHER
    ).order_by("received_at", "id")


def _locked() -> InboundEvent | None:
    # The row lock is the claim: it ends with this transaction, or with this process.
    if connection.features.has_select_for_update_skip_locked:
        return _due().select_for_update(skip_locked=True, of=("self",)).first()
    return _due().first()
