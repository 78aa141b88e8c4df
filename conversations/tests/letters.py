"""Putting messages before a worker without posting each of them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django_scopes import scopes_disabled

from whatsapp.inbound_lanes import wake_inbound
from whatsapp.models import InboundEvent, WabaAccount
from whatsapp.simulator.addresses import Person
from whatsapp.simulator.payloads import text_message
from whatsapp.tests.factories import InboundEventFactory

ANA, BETO, CARO = ("5493515550101", "5493515550102", "5493515550103")


def write(account: WabaAccount, text: str, *, from_: str = ANA, **columns: Any) -> InboundEvent:
    """Store a message and wake its lane, as a post would."""
    message = text_message(Person(wa_id=from_, name="Ana"), text)
    with scopes_disabled():
        event = InboundEventFactory(
            waba_account=account,
            address=from_,
            person=Person(wa_id=from_, name="Ana"),
            message=message,
            message_id=message["id"],
            **columns,
        )
    wake_inbound([(account.cliente_id, from_)])
    return event


def ago(**units: float) -> datetime:
    return datetime.now(UTC) - timedelta(**units)
