"""Putting messages back that could not be answered, once what was wrong is mended."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django_scopes import scopes_disabled

from whatsapp.inbound_lanes import wake_inbound
from whatsapp.models import InboundEvent

Estado = InboundEvent.Estado


def dead_events(*, slug: str = "", event_id: UUID | None = None) -> list[InboundEvent]:
    """Return what was put aside, oldest first, of one Cliente or of all."""
    with scopes_disabled():
        dead = InboundEvent.objects.filter(estado=Estado.MUERTO).select_related("cliente")
        if slug:
            dead = dead.filter(cliente__slug=slug)
        if event_id:
            dead = dead.filter(id=event_id)
        return list(dead.order_by("received_at", "id"))


@transaction.atomic
def replay(events: Iterable[InboundEvent]) -> int:
    """Let these be tried again from the beginning; return how many still were dead.

    What came after them has been answered meanwhile, so they are answered out of their turn.
    """
    events = list(events)
    with scopes_disabled():
        revived = InboundEvent.objects.filter(
            id__in=[event.id for event in events], estado=Estado.MUERTO
        ).update(estado=Estado.PENDIENTE, attempts=0, not_before=None, error="", handled_at=None)
        wake_inbound(
            {
                (event.cliente_id, event.address)
                for event in events
                if event.cliente_id and event.kind == InboundEvent.Kind.MESSAGE
            }
        )
    return revived
