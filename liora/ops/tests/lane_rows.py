"""Lanes for the tests of claiming: any model of lanes would do."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now
from django_scopes import scopes_disabled

from liora.ops import lanes
from liora.ops.lanes import Claim
from tenants.models import Cliente
from whatsapp.inbound_lanes import wake_inbound
from whatsapp.models import InboundLane

LEASE = timedelta(seconds=10)


def make_lanes(cliente: Cliente, count: int = 1, **columns: Any) -> list[InboundLane]:
    """Make lanes that want a worker."""
    with scopes_disabled():
        return InboundLane.objects.bulk_create(
            InboundLane(
                cliente=cliente,
                address=f"{5493515550100 + number}",
                **{"pending_since": datetime.now(UTC) - timedelta(seconds=5)} | columns,
            )
            for number in range(count)
        )


def claim(limit: int = 100, **options: Any) -> list[Claim]:
    return lanes.claim(InboundLane, limit=limit, lease=LEASE, **options)


@transaction.atomic
def release(*claims: Claim, **options: Any) -> set[UUID]:
    return lanes.release(InboundLane, claims, **options)


def extend(*claims: Claim) -> set[UUID]:
    return lanes.extend(InboundLane, claims, lease=LEASE)


def wake(lane: InboundLane) -> None:
    wake_inbound([(lane.cliente_id, lane.address)])


def now_of(lane: InboundLane) -> InboundLane:
    """Return the lane as the database has it."""
    with scopes_disabled():
        return InboundLane.objects.get(id=lane.id)


def end_the_lease(*found: InboundLane) -> None:
    with scopes_disabled():
        InboundLane.objects.filter(id__in=[lane.id for lane in found]).update(lease_until=Now())
