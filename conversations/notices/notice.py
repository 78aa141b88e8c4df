"""A stored notice as a value."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from whatsapp.inbound import first, mapping, moment, text_of
from whatsapp.models import InboundEvent, WabaAccount


@dataclass(frozen=True, slots=True)
class Notice:
    """One change of a webhook, for one Cliente it concerns.

    `account_id` is the number it came through; None where Meta speaks of the whole WhatsApp account
    (`waba_id`). `at` is Meta's time of it, or else when it arrived.
    """

    field: str
    value: Mapping[str, Any]
    cliente_id: UUID
    account_id: UUID | None
    waba_id: str
    at: datetime
    event_id: UUID


def notices_of(event: InboundEvent) -> list[Notice]:
    """Return a stored event as notices, one for every Cliente that has the number or account."""
    entry = mapping(first(event.payload.get("entry")))
    waba_id = text_of(entry.get("id"))
    if event.cliente_id:
        concerned = [(event.cliente_id, event.waba_account_id)]
    else:
        concerned = [(cliente_id, None) for cliente_id in _clientes_of(waba_id)]
    return [
        Notice(
            field=event.field,
            value=mapping(mapping(first(entry.get("changes"))).get("value")),
            cliente_id=cliente_id,
            account_id=account_id,
            waba_id=waba_id,
            at=event.sent_at or moment(entry.get("time")) or event.received_at,
            event_id=event.id,
        )
        for cliente_id, account_id in concerned
    ]


def _clientes_of(waba_id: str) -> list[UUID]:
    accounts = WabaAccount.objects.filter(waba_id=waba_id).exclude(
        estado=WabaAccount.Estado.RETIRADA
    )
    return sorted(set(accounts.values_list("cliente_id", flat=True)))
