"""Whether the row at the head of a lane may be sent now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from conversations.delivery.change import Change, Estado, change
from conversations.delivery.failures import Failure, explained
from conversations.delivery.queue import Account, Queued
from conversations.delivery.templates import is_template
from conversations.models import ConversationLog, ConvoState
from whatsapp.models import WabaAccount

# Cloud API: outside 24 hours from the customer's last message only templates may be sent.
WINDOW = timedelta(hours=24)
RESENDS = 1
MAX_CRASHES = 5
# How soon a lane looks again at a number or business that was stopped, if nobody wakes it.
STOPPED_FOR = timedelta(minutes=15)
# A lane is woken when its number is free; this is for when nobody wakes it. Were it the moment the
# pause ends, all of them would come at once, and one is enough to find out.
AWAITED_FOR = timedelta(minutes=10)
# The intent of the one message that answers a person's wish to receive no more.
FAREWELL = "baja"


@dataclass(frozen=True, slots=True)
class Go:
    """Send it: the row becomes `enviando` first."""

    change: Change


@dataclass(frozen=True, slots=True)
class Wait:
    """Not before `until`; `change`, if any, is what waiting does to the row.

    `number` is the account that is waited for: should it be freed earlier, the wait is over.
    """

    until: datetime
    change: Change | None = None
    number: UUID | None = None


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
    if account is None or account.estado == WabaAccount.Estado.RETIRADA:
        return _failed(row, now, Failure.SIN_NUMERO, _gone(account))
    if failure := _hopeless(row) or _unwanted(row, now):
        return _failed(row, now, failure, explained(failure))
    if until := _held_until(account, now):
        return Wait(until, number=account.id)
    twice = row.maybe_twice or row.estado == Estado.INCIERTO
    return Go(change(row, Estado.ENVIANDO, maybe_twice=twice))


def _left_behind(row: Queued, until: datetime) -> Wait:
    """A worker died with this row in its hands: nobody knows whether Meta has it."""
    uncertain = change(row, Estado.INCIERTO, crashes=row.crashes + 1, not_before=until)
    return Wait(until, uncertain)


def _hopeless(row: Queued) -> Failure | None:
    """Say why a row of unknown outcome is not sent once more, if so.

    What Meta did not confirm is sent again once. A worker's death says nothing about Meta, so it
    costs a row nothing until it looks as if the row were what kills workers.
    """
    if row.unconfirmed > RESENDS:
        return Failure.SIN_CONFIRMAR
    return Failure.PROCESO_CAIDO if row.crashes >= MAX_CRASHES else None


def _unwanted(row: Queued, now: datetime) -> Failure | None:
    """Say why the person is not to receive this any more, if so: asked for at every departure."""
    confirms = row.intent == FAREWELL and row.origin == ConversationLog.Origin.BOT
    if row.convo_estado == ConvoState.Estado.BAJA and not confirms:
        return Failure.BAJA
    if row.not_after and row.not_after <= now:
        return Failure.VENCIDO
    if row.template.stopped:
        return Failure.PLANTILLA_NO_APROBADA
    if row.template.advertises and row.no_marketing:
        return Failure.SIN_PUBLICIDAD
    if row.replaces_id and row.heard_at and row.heard_at > row.created_at:
        # They have written since: the window that it was to reopen is open.
        return Failure.VENCIDO
    closed = row.heard_at is None or now - row.heard_at > WINDOW
    return Failure.FUERA_DE_VENTANA if closed and not is_template(row.content) else None


def _held_until(account: Account, now: datetime) -> datetime | None:
    if account.is_suspended or account.estado == WabaAccount.Estado.DETENIDA:
        return now + STOPPED_FOR
    if account.paused_until and account.paused_until > now:
        return account.paused_until + AWAITED_FOR
    return None


def _gone(account: Account | None) -> str:
    if account is None:
        return _("El número de WhatsApp de este mensaje ya no existe.")
    return _("El número de WhatsApp de este mensaje fue retirado.")


def _failed(row: Queued, now: datetime, failure: Failure, why: str) -> Drop:
    return Drop(change(row, Estado.FALLIDO, failure=failure, error_detail=why, failed_at=now))
