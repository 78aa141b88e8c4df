"""The person's phone: what it holds, and what happens when a message goes out or comes in."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from whatsapp.simulator.addresses import BusinessNumber, Person, bsuid_of, new_wamid
from whatsapp.simulator.graph_rules import recipient
from whatsapp.simulator.models import SimulatorMessage

Direction = SimulatorMessage.Direction
Status = SimulatorMessage.Status

# "Typing shows until reply or 25 s" (Cloud API, typing indicators).
TYPING = timedelta(seconds=25)


def write(number: BusinessNumber, person: Person, message: dict[str, Any]) -> SimulatorMessage:
    """Keep what the person sends, before the webhook has answered."""
    return SimulatorMessage.objects.create(
        phone_number_id=number.phone_number_id,
        address=person.address,
        bsuid=person.bsuid,
        name=person.name,
        wamid=message["id"],
        direction=Direction.PERSON,
        kind=message["type"],
        body=message,
        status=Status.SENDING,
    )


def send_again(message: SimulatorMessage) -> None:
    """Let a message that failed leave once more; any other keeps its ticks."""
    rows = SimulatorMessage.objects.filter(id=message.id, status=Status.FAILED)
    rows.update(status=Status.SENDING, failure="")


def settle(message: SimulatorMessage, failure: str = "") -> None:
    """The webhook took the person's message, or did not and this is why.

    Liora may have read it before its own 200 arrived: a tick never goes back.
    """
    message.status = Status.FAILED if failure else Status.SENT
    message.failure = failure
    rows = SimulatorMessage.objects.filter(id=message.id, status=Status.SENDING)
    rows.update(status=message.status, failure=failure)


def receive(phone_number_id: str, request: dict[str, Any]) -> SimulatorMessage:
    """Deliver to the phone what Graph accepted."""
    address, known = _reached(phone_number_id, recipient(request))
    return SimulatorMessage.objects.create(
        phone_number_id=phone_number_id,
        address=address,
        bsuid=known.bsuid if known else _bsuid(address),
        name=known.name if known else "",
        wamid=new_wamid(address),
        direction=Direction.BUSINESS,
        kind=request.get("type", "text"),
        body=request,
        status=Status.ACCEPTED,
        callback_data=request.get("biz_opaque_callback_data", ""),
    )


def mark_read(phone_number_id: str, wamid: str, *, typing: bool) -> None:
    """Turn the ticks blue up to a message, and show that the business is writing.

    A read mark also marks the messages before it (Cloud API, mark messages as read).
    """
    marked = SimulatorMessage.objects.filter(phone_number_id=phone_number_id, wamid=wamid).first()
    if marked is None:
        return
    earlier = SimulatorMessage.objects.filter(
        # SQLite compares moments as text, and Django writes a whole second without its zeros.
        Q(created_at__lte=marked.created_at) | Q(id=marked.id),
        phone_number_id=phone_number_id,
        address=marked.address,
        direction=Direction.PERSON,
    )
    earlier.exclude(status__in=[Status.READ, Status.FAILED]).update(status=Status.READ)
    if typing:
        until = timezone.now() + TYPING
        SimulatorMessage.objects.filter(id=marked.id).update(typing_until=until)


def person_of(message: SimulatorMessage) -> Person:
    """Return whose phone a message is on."""
    hidden = message.address == message.bsuid
    wa_id = "" if hidden else message.address
    return Person(wa_id=wa_id, bsuid=message.bsuid, name=message.name)


def _reached(phone_number_id: str, address: str) -> tuple[str, SimulatorMessage | None]:
    """Return the chat an address belongs to: a hidden number may be known by its phone too."""
    chat = SimulatorMessage.objects.filter(
        phone_number_id=phone_number_id, direction=Direction.PERSON
    ).order_by("-created_at")
    known = chat.filter(address=address).first() or chat.filter(bsuid=address).first()
    return (known.address, known) if known else (address, None)


def _bsuid(address: str) -> str:
    return bsuid_of(address) if address.isdigit() else address
