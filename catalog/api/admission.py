"""Who may publish: a signature with the Cliente's secret, or an owner or admin who signed in."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django_scopes import scope
from structlog.contextvars import bind_contextvars as bind

from accounts.access import MANAGERS, Suspended, entered
from accounts.limits import count_call
from catalog.signature import BadSignature, Signature
from catalog.snapshots import newest_version
from liora.api.throttle import count, refuse_beyond
from liora.ops.client_address import client_address
from liora.ops.request_id import current_request_id
from tenants.audit import Actor, actor_of
from tenants.models import Cliente
from tenants.publish_secrets import valid_secrets

SIGNATURE, TIMESTAMP = "X-Liora-Signature", "X-Liora-Timestamp"

Take = Callable[[Callable[[bytes], None], bool], Any]
"""Takes a body in, giving its pieces away, and keeping it or not."""
# Each wrong body may be half a gigabyte on our disk before it is known to be wrong.
WRONG = {"group": "publish-wrong", "rate": "20/m"}
SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose catalog a body is for, and who sent it. `base` was the newest version when it began."""

    cliente: Cliente
    actor: Actor
    base: int


@contextmanager
def admitted(
    request: Any, named: str, take: Take, *, release: bool
) -> Iterator[tuple[Sender, Any]]:
    """Open the Cliente of a publication and take its body in with `take`.

    A body is signed as a whole, so it has been read by the time its sender is known; of somebody
    who signed in, nothing is read before they may. Raises ApiError.
    """
    if SIGNATURE not in request.headers:
        with entered(request, MANAGERS, named=named):
            sender = Sender(request.cliente, actor_of(request), newest_version())
            yield sender, take(lambda _piece: None, True)
        return
    refuse_beyond(request, **WRONG)
    cliente = _named(named)
    base = _newest_of(cliente)
    body = _signed(request, cliente, take, release=release)
    assert cliente is not None
    if cliente.estado == Cliente.Estado.SUSPENDIDO:
        raise Suspended
    bind(cliente_id=str(cliente.pk))
    count_call(request, cliente)
    with scope(cliente=cliente):
        yield Sender(cliente, _program(request), base), body


def _signed(request: Any, cliente: Cliente | None, take: Take, *, release: bool) -> Any:
    """Return the body, if its signature is the Cliente's; a wrong one is counted."""
    signature = Signature(
        request.headers.get(TIMESTAMP, ""),
        request.headers[SIGNATURE],
        valid_secrets(cliente) if cliente else (),
        release=release,
    )
    body = take(signature.update, signature.may_be_right)
    try:
        signature.check()
    except BadSignature:
        count(request, **WRONG)
        raise
    return body


def _newest_of(cliente: Cliente | None) -> int:
    if cliente is None:
        return 0
    with scope(cliente=cliente):
        return newest_version()


def _named(name: str) -> Cliente | None:
    try:
        return Cliente.objects.filter(pk=UUID(name)).first()
    except ValueError:
        slug = name.lower()
        return Cliente.objects.filter(slug=slug).first() if SLUG.fullmatch(slug) else None


def _program(request: Any) -> Actor:
    """Return whoever holds the secret: a program, not a person."""
    return Actor(None, client_address(request), current_request_id())
