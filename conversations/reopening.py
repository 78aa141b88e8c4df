"""Statuses that nobody's message answered to, taken up again once it is known whose they are."""

from collections.abc import Iterable
from uuid import UUID

from whatsapp.models import InboundEvent

Estado, Kind = InboundEvent.Estado, InboundEvent.Kind


def reopen(wamids: Iterable[str], clientes: Iterable[UUID]) -> None:
    """Let statuses of these messages be applied that were given up, in the caller's transaction."""
    named = [wamid for wamid in wamids if wamid]
    if named:
        InboundEvent.objects.filter(
            message_id__in=named,
            cliente__in=set(clientes),
            kind=Kind.STATUS,
            estado=Estado.GUARDADO,
        ).update(estado=Estado.PENDIENTE, attempts=0, not_before=None)
