"""Whether the row at the head of a lane may be sent now."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from conversations.delivery.change import Change, Estado, change
from conversations.delivery.queue import Account, Queued

# Cloud API: outside 24 hours from the customer's last message only templates may be sent.
WINDOW = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Go:
    """Send it: the row becomes `enviando` first."""

    change: Change


@dataclass(frozen=True, slots=True)
class Wait:
    """Not before `until`; `change`, if any, is what waiting does to the row."""

    until: datetime
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Drop:
    """It will never be sent; the next row may be."""

    change: Change


Departure = Go | Wait | Drop


def departure(
    row: Queued, account: Account | None, *, now: datetime, settle: timedelta
) -> Departure:
    """Decide. `settle` is how long an unknown outcome waits for its status webhook."""
    if row.estado == Estado.ENVIANDO:
        return _left_behind(row, now + settle)
    if row.not_before and row.not_before > now:
        return Wait(row.not_before)
    if row.estado == Estado.INCIERTO and row.maybe_twice:
        return _failed(row, now, _("Meta no confirmó el envío ninguna de las dos veces."))
    if account is None:
        return _failed(row, now, _("El número de WhatsApp de este mensaje ya no existe."))
    if now - (row.asked_at or row.created_at) > WINDOW:
        return _failed(row, now, _("Pasaron más de 24 horas y ya no se puede responder."))
    if account.paused_until and account.paused_until > now:
        return Wait(account.paused_until)
    twice = row.maybe_twice or row.estado == Estado.INCIERTO
    return Go(change(row, Estado.ENVIANDO, maybe_twice=twice))


def _left_behind(row: Queued, until: datetime) -> Wait:
    """A worker died with this row in its hands: nobody knows whether Meta has it."""
    return Wait(until, change(row, Estado.INCIERTO, not_before=until))


def _failed(row: Queued, now: datetime, why: str) -> Drop:
    return Drop(change(row, Estado.FALLIDO, error_detail=why, failed_at=now))
