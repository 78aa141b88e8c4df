"""Telling Liora what became of a message it sent: sent, delivered, read or failed."""

import logging
from collections.abc import Mapping
from functools import partial
from typing import Any

from whatsapp.simulator import webhook
from whatsapp.simulator.models import SimulatorMessage
from whatsapp.simulator.numbers import find_number
from whatsapp.simulator.payloads import envelope, status
from whatsapp.simulator.phone import person_of
from whatsapp.simulator.schedule import Schedule

log = logging.getLogger(__name__)

Status = SimulatorMessage.Status

schedule = Schedule(threads=2, most=5000)

# Seconds after the step before, as a phone with good reception has them.
SENT_AFTER = 0.06
DELIVERED_AFTER = 0.2
# Meta repeats what is not answered 200 for days; here a few times is enough to see it.
RETRY_AFTER = (0.5, 2.0, 5.0)

WINDOW_CLOSED = {
    "code": 131047,
    "title": "Re-engagement message",
    "message": "Re-engagement message",
    "error_data": {
        "details": "Message failed to send because more than 24 hours have passed since the "
        "customer last replied to this number."
    },
    "href": "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
}

EARLIER = {
    Status.SENT: (Status.ACCEPTED,),
    Status.DELIVERED: (Status.ACCEPTED, Status.SENT),
    Status.READ: (Status.DELIVERED,),
    Status.FAILED: (Status.ACCEPTED,),
}


def follow(message: SimulatorMessage) -> None:
    """Let an accepted message be sent and then delivered."""
    schedule.after(SENT_AFTER, partial(_sent, message))


def fail(message: SimulatorMessage, error: Mapping[str, Any] = WINDOW_CLOSED) -> None:
    """Let an accepted message fail, as Meta tells it: later, by webhook."""
    schedule.after(SENT_AFTER, partial(_move, message, Status.FAILED, error))


def read(messages: list[SimulatorMessage]) -> None:
    """The person saw these delivered messages; each is told once."""
    for message in messages:
        if _forward(message, Status.READ):
            schedule.after(0, partial(_tell, message, Status.READ))


def _sent(message: SimulatorMessage) -> None:
    _move(message, Status.SENT)
    schedule.after(DELIVERED_AFTER, partial(_move, message, Status.DELIVERED))


def _move(message: SimulatorMessage, state: Status, error: Mapping[str, Any] | None = None) -> None:
    if _forward(message, state, failure=error["title"] if error else ""):
        _tell(message, state, error)


def _forward(message: SimulatorMessage, state: Status, failure: str = "") -> bool:
    rows = SimulatorMessage.objects.filter(wamid=message.wamid, status__in=EARLIER[state])
    return bool(rows.update(status=state, failure=failure))


def _tell(
    message: SimulatorMessage,
    state: Status,
    error: Mapping[str, Any] | None = None,
    tries: int = 0,
) -> None:
    if _post(message, state, error) == 200:
        return
    if tries < len(RETRY_AFTER):
        again = partial(_tell, message, state, error, tries + 1)
        schedule.after(RETRY_AFTER[tries], again)
    else:
        log.warning("simulator: status %s of %s was never taken", state, message.wamid)


def _post(message: SimulatorMessage, state: Status, error: Mapping[str, Any] | None) -> int:
    number = find_number(message.phone_number_id)
    if number is None:
        return 200
    person = person_of(message)
    row = status(person, message.wamid, state, callback_data=message.callback_data, error=error)
    named = None if state == Status.FAILED else person
    try:
        return webhook.post(envelope(number, person=named, statuses=[row]))
    except webhook.WebhookUnreachable:
        return 0
