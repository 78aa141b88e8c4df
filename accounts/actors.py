"""Who did something, as the audit writes it down."""

from typing import Any

from accounts.models import Usuario
from liora.ops.client_address import client_address
from liora.ops.request_id import current_request_id
from tenants.audit import Actor


def actor_of(request: Any, *, usuario: Usuario | None = None) -> Actor:
    """Return the person behind a request; `usuario` where nobody is signed in yet."""
    person = usuario or (request.user if request.user.is_authenticated else None)
    return Actor(
        usuario_id=person.pk if person else None,
        address=client_address(request),
        request_id=current_request_id(),
    )
