"""Putting messages before a worker without posting each of them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django_scopes import scopes_disabled

from conversations.models import ConversationLog
from whatsapp.inbound_lanes import wake_inbound
from whatsapp.models import InboundEvent, WabaAccount
from whatsapp.simulator import payloads
from whatsapp.simulator.addresses import Person
from whatsapp.simulator.payloads import text_message
from whatsapp.tests.factories import InboundEventFactory
from whatsapp.tests.wire import batch, change
from whatsapp.webhook.payload import drafts
from whatsapp.webhook.store import store

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


def tell_status(account: WabaAccount, row: ConversationLog, state: str, **status: Any) -> None:
    """Store a status of one of our messages, as a post would; `wamid` defaults to the row's."""
    told = payloads.status(
        Person(wa_id=row.user_msisdn),
        status.pop("wamid", row.wamid or "wamid.DE-META-0001"),
        state,
        **({"callback_data": row.id.hex} | status),
    )
    store(drafts(batch([change(account, statuses=[told])])))


def ago(**units: float) -> datetime:
    return datetime.now(UTC) - timedelta(**units)
