"""Whether the row at the head of a lane may be sent now."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from conversations.delivery.change import Change, Estado, change
from conversations.delivery.queue import Account, Queued
from whatsapp.models import WabaAccount

# Cloud API: outside 24 hours from the customer's last message only templates may be sent.
WINDOW = timedelta(hours=24)
RESENDS = 1
MAX_CRASHES = 5
# How soon a number is looked at again that an operator has stopped.
STOPPED_FOR = timedelta(seconds=60)


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
    if why := _hopeless(row):
        return _failed(row, now, why)
    if account is None or account.estado == WabaAccount.Estado.RETIRADA:
        return _failed(row, now, _gone(account))
    if now - min(row.since, row.heard_at or row.since) > WINDOW:
        return _failed(row, now, _("Pasaron más de 24 horas y ya no se puede responder."))
    if account.estado == WabaAccount.Estado.DETENIDA:
        return Wait(now + STOPPED_FOR)
    if account.paused_until and account.paused_until > now:
        return Wait(account.paused_until)
    twice = row.maybe_twice or row.estado == Estado.INCIERTO
    return Go(change(row, Estado.ENVIANDO, maybe_twice=twice))


def _left_behind(row: Queued, until: datetime) -> Wait:
    """A worker died with this row in its hands: nobody knows whether Meta has it."""
    uncertain = change(row, Estado.INCIERTO, crashes=row.crashes + 1, not_before=until)
    return Wait(until, uncertain)


def _hopeless(row: Queued) -> str:
    """Say why a row of unknown outcome is not sent once more, if so.

    What Meta did not confirm is sent again once. A worker's death says nothing about Meta, so it
    costs a row nothing until it looks as if the row were what kills workers.
    """
    if row.unconfirmed > RESENDS:
        return _("Meta no confirmó el envío ninguna de las dos veces.")
    return _("El proceso se cayó cada vez que lo enviaba.") if row.crashes >= MAX_CRASHES else ""


def _gone(account: Account | None) -> str:
    if account is None:
        return _("El número de WhatsApp de este mensaje ya no existe.")
    return _("El número de WhatsApp de este mensaje fue retirado.")


def _failed(row: Queued, now: datetime, why: str) -> Drop:
    return Drop(change(row, Estado.FALLIDO, error_detail=why, failed_at=now))
