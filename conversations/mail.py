"""The stored messages that wait in claimed lanes, in the order they are to be answered."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import Now, RowNumber

from liora.ops.any_of import AnyOf
from liora.ops.lanes import Claim
from liora.ops.sql import as_uuid
from whatsapp.models import InboundEvent

# What one lane may hand over in one claim, so that a long queue does not hold up a batch.
PER_LANE = 20

# Meta's clock first, because it knows in which order the person wrote; it counts whole seconds
# and its posts may overtake each other, so the order of arrival decides the rest.
IN_ORDER = (F("sent_at").asc(nulls_first=True), F("received_at").asc(), F("id").asc())

LaneKey = tuple[UUID, str]


@dataclass(frozen=True, slots=True)
class Mail:
    """One stored message, ready to be answered."""

    event_id: UUID
    cliente_id: UUID
    address: str
    payload: dict[str, Any]
    sent_at: datetime | None
    received_at: datetime
    attempts: int
    waba_account_id: UUID | None
    cliente_name: str
    cliente_estado: str
    cliente_slug: str
    link_hosts: list[str]
    not_before: datetime | None
    due: bool
    """False while it backs off after a failure."""

    @property
    def heard_at(self) -> datetime:
        """When the person wrote, which opens Meta's window: by Meta's clock if it is not ahead."""
        return min(self.sent_at or self.received_at, self.received_at)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a lane hands over: its next messages, and whether more wait behind them."""

    mail: tuple[Mail, ...]
    more: bool


def waiting_mail(claims: Iterable[Claim]) -> list[tuple[Claim, Waiting]]:
    """Return every claim with its waiting messages, the first to be answered first."""
    claims = list(claims)
    keys = {claim: (as_uuid(claim.facts[0]), claim.facts[1]) for claim in claims}
    by_lane: defaultdict[LaneKey, list[Mail]] = defaultdict(list)
    for row in _pending(keys.values()):
        mail = Mail(*row)
        by_lane[mail.cliente_id, mail.address].append(mail)
    return [(claim, _waiting(by_lane[key])) for claim, key in keys.items()]


def _waiting(mail: list[Mail]) -> Waiting:
    return Waiting(tuple(mail[:PER_LANE]), more=len(mail) > PER_LANE)


def _pending(keys: Iterable[LaneKey]) -> QuerySet[InboundEvent, tuple[Any, ...]]:
    keys = list(keys)
    return (
        InboundEvent.objects.filter(
            AnyOf("cliente_id", {cliente for cliente, _ in keys}),
            AnyOf("address", {address for _, address in keys}),
            estado=InboundEvent.Estado.PENDIENTE,
            kind=InboundEvent.Kind.MESSAGE,
        )
        .annotate(
            place=Window(RowNumber(), partition_by=["cliente", "address"], order_by=IN_ORDER),
            due=Q(not_before__isnull=True) | Q(not_before__lte=Now()),
        )
        .filter(place__lte=PER_LANE + 1)
        .order_by("place")
        .values_list(
            "id",
            "cliente_id",
            "address",
            "payload",
            "sent_at",
            "received_at",
            "attempts",
            "waba_account_id",
            "cliente__name",
            "cliente__estado",
            "cliente__slug",
            "cliente__link_hosts",
            "not_before",
            "due",
        )
    )
