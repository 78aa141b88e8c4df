"""What Graph was told to do wrong: read, taken one message at a time, set and removed."""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from whatsapp.simulator.graph_problem import GraphProblem
from whatsapp.simulator.models import EVERY_NUMBER, SimulatorFault

Kind = SimulatorFault.Kind

# A number as Meta names it, or every one.
NUMBER = re.compile(r"\*|[0-9]{1,64}")

# Largest and usual amounts: seconds of a hang, milliseconds of a latency.
MOST = {Kind.HANG: 30, Kind.SLOW: 30_000}
USUAL = {Kind.HANG: 10, Kind.SLOW: 1000}

# Kinds that refuse before anything is stored.
REFUSALS = {
    Kind.THROTTLED: GraphProblem(
        130429,
        "Message failed to send because there were too many messages sent from this phone number.",
        http_status=429,
    ),
    Kind.PAIR: GraphProblem(
        131056,
        "Message failed to send because there were too many messages "
        "sent to the same phone number.",
        http_status=400,
    ),
    Kind.OUTAGE: GraphProblem(2, http_status=503),
    Kind.TOKEN: GraphProblem(190, http_status=401),
    Kind.PARAMETER: GraphProblem(100, "Invalid parameter."),
}


class FaultError(ValueError):
    """A fault that cannot be set; the message is Spanish."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """What to do with one message: an optional fault, and milliseconds of latency first."""

    kind: str = ""
    seconds: int = 0
    latency_ms: int = 0


def standing(phone_number_id: str) -> Ordered:
    """The oldest fault that concerns the number, and its latency; neither is used up."""
    waiting = _concerning(phone_number_id)
    return _ordered(
        next((each for each in waiting if each.kind != Kind.SLOW), None),
        next((each for each in waiting if each.kind == Kind.SLOW), None),
    )


def take(phone_number_id: str) -> Ordered:
    """Use up one message of the oldest fault that concerns the number, and of its latency."""
    waiting = _concerning(phone_number_id)
    fault = _take_first(each for each in waiting if each.kind != Kind.SLOW)
    slow = _take_first(each for each in waiting if each.kind == Kind.SLOW)
    return _ordered(fault, slow)


def _concerning(phone_number_id: str) -> list[SimulatorFault]:
    concerned = _in_force().filter(phone_number_id__in=[phone_number_id, EVERY_NUMBER])
    return list(concerned.order_by("created_at", "id"))


def _ordered(fault: SimulatorFault | None, slow: SimulatorFault | None) -> Ordered:
    return Ordered(
        kind=fault.kind if fault else "",
        seconds=fault.amount if fault else 0,
        latency_ms=slow.amount if slow else 0,
    )


def in_force(kind: str, phone_number_id: str) -> bool:
    """Tell whether a fault stands for a number, without using any of it up."""
    concerned = _in_force().filter(phone_number_id__in=[phone_number_id, EVERY_NUMBER])
    return concerned.filter(kind=kind).exists()


def listed() -> list[dict[str, Any]]:
    """Return the faults in force as JSON values, oldest first."""
    return [_as_json(fault) for fault in _in_force().order_by("created_at", "id")]


def add(
    *,
    kind: str,
    phone_number_id: str = EVERY_NUMBER,
    remaining: int | None = 1,
    amount: int | None = None,
) -> dict[str, Any]:
    """Set a fault; raises FaultError for an unknown kind, an odd number or amounts out of range.

    `amount` is seconds for a hang (usually 10), milliseconds for a latency (usually 1000), and
    nothing for any other kind.
    """
    if kind not in Kind.values:
        raise FaultError(_("No existe la falla «%(kind)s».") % {"kind": kind})
    if not NUMBER.fullmatch(phone_number_id):
        raise FaultError(_("El identificador de un número lleva hasta 64 cifras."))
    if remaining is not None and not 1 <= remaining <= 10_000:
        raise FaultError(_("La cantidad de mensajes va de 1 a 10000."))
    most, usual = MOST.get(Kind(kind), 0), USUAL.get(Kind(kind), 0)
    amount = usual if amount is None else amount
    if not 0 <= amount <= most:
        raise FaultError(_("El valor va de 0 a %(most)s.") % {"most": most})
    return _as_json(
        SimulatorFault.objects.create(
            kind=kind, phone_number_id=phone_number_id, remaining=remaining, amount=amount
        )
    )


def remove(fault_id: str) -> None:
    """Remove one fault; an id that is of none removes none."""
    with suppress(ValueError):
        SimulatorFault.objects.filter(id=UUID(fault_id)).delete()


def clear() -> None:
    """Remove every fault."""
    SimulatorFault.objects.all().delete()


def _in_force() -> QuerySet[SimulatorFault]:
    return SimulatorFault.objects.filter(Q(remaining__isnull=True) | Q(remaining__gt=0))


def _take_first(faults: Iterable[SimulatorFault]) -> SimulatorFault | None:
    return next((each for each in faults if each.remaining is None or _use_up(each)), None)


def _use_up(fault: SimulatorFault) -> bool:
    """Count down in one statement, so that two messages at once never share the last one."""
    mine = SimulatorFault.objects.filter(id=fault.id, remaining__gt=0)
    return bool(mine.update(remaining=F("remaining") - 1))


def _as_json(fault: SimulatorFault) -> dict[str, Any]:
    return {
        "id": str(fault.id),
        "kind": fault.kind,
        "label": fault.get_kind_display(),
        "phone_number_id": fault.phone_number_id,
        "remaining": fault.remaining,
        "amount": fault.amount,
    }
