"""The audit table: one row for each sensitive act, which nobody can change afterwards."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from django_scopes import scope

from liora.ops.client_address import client_address
from liora.ops.request_id import current_request_id
from tenants.audit_events import EVENTS
from tenants.audit_values import Values, kept
from tenants.models import AuditEntry


class UnknownEvent(Exception):
    """The name is not in the registry; stable code `evento_desconocido`."""

    code = "evento_desconocido"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, from where, in which request; each part may be unknown."""

    usuario_id: UUID | None
    address: str
    request_id: str


SYSTEM = Actor(usuario_id=None, address="", request_id="")
"""Liora itself, or whoever runs its commands."""


def actor_of(request: HttpRequest) -> Actor:
    """Return who makes a request: the person signed in, if any, and the address it comes from."""
    user = getattr(request, "user", None)
    return Actor(
        usuario_id=user.pk if user is not None and user.is_authenticated else None,
        address=client_address(request),
        request_id=current_request_id(),
    )


def record(
    event: str,
    *,
    actor: Actor,
    cliente_id: UUID | None = None,
    target: str = "",
    before: Values | None = None,
    after: Values | None = None,
) -> None:
    """Add a row in the caller's transaction, so that the act and its trace stand or fall together.

    `target` says on what it was done, usually an id. Secrets in `before` and `after` are stored
    as `***`. Raises UnknownEvent, and TypeError for a value that is not a simple one.
    """
    if event not in EVENTS:
        raise UnknownEvent(f"«{event}» no está en el registro de eventos de auditoría.")
    entry = AuditEntry(
        event=event,
        cliente_id=cliente_id,
        usuario_id=actor.usuario_id,
        address=_fitting(actor.address, 45),
        request_id=_fitting(actor.request_id, 64),
        target=_fitting(target, 200),
        before=None if before is None else kept(before),
        after=None if after is None else kept(after),
    )
    with scope(cliente=cliente_id):
        entry.save(force_insert=True)


def _fitting(text: str, length: int) -> str:
    """Cut what came from outside to its column; PostgreSQL refuses a longer one, and NUL."""
    return text.replace("\0", "")[:length]
