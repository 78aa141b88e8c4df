"""Who may publish: a signature with the Cliente's secret, or an owner or admin who signed in."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django_scopes import scope
from structlog.contextvars import bind_contextvars as bind

from accounts.access import MANAGERS, Suspended, entered
from accounts.limits import count_call
from catalog.signature import Signature
from liora.ops.client_address import client_address
from liora.ops.request_id import current_request_id
from tenants.audit import Actor, actor_of
from tenants.models import Cliente
from tenants.publish_secrets import valid_secrets

SIGNATURE, TIMESTAMP = "X-Liora-Signature", "X-Liora-Timestamp"

Take = Callable[[Callable[[bytes], None], bool], Any]
"""Takes a body in, giving its pieces away, and keeping it or not."""
SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")


@contextmanager
def admitted(
    request: Any, named: str, take: Take, *, release: bool
) -> Iterator[tuple[Cliente, Any, Actor]]:
    """Open the Cliente of a publication and take its body in with `take`.

    A body is signed as a whole, so it has been read by the time its sender is known; of somebody
    who signed in, nothing is read before they may. Raises ApiError.
    """
    if SIGNATURE not in request.headers:
        with entered(request, MANAGERS, named=named):
            yield request.cliente, take(lambda _piece: None, True), actor_of(request)
        return
    cliente = _named(named)
    signature = Signature(
        request.headers.get(TIMESTAMP, ""),
        request.headers[SIGNATURE],
        valid_secrets(cliente) if cliente else (),
        release=release,
    )
    body = take(signature.update, signature.may_be_right)
    signature.check()
    assert cliente is not None
    if cliente.estado == Cliente.Estado.SUSPENDIDO:
        raise Suspended
    bind(cliente_id=str(cliente.pk))
    count_call(request, cliente)
    with scope(cliente=cliente):
        yield cliente, body, _program(request)


def _named(name: str) -> Cliente | None:
    try:
        return Cliente.objects.filter(pk=UUID(name)).first()
    except ValueError:
        slug = name.lower()
        return Cliente.objects.filter(slug=slug).first() if SLUG.fullmatch(slug) else None


def _program(request: Any) -> Actor:
    """Return whoever holds the secret: a program, not a person."""
    return Actor(None, client_address(request), current_request_id())
