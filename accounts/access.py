"""Who may do what: `requires_tenant` and `requires_role`, for views and viewsets' actions.

401 without identity, 404 for a Cliente the caller does not belong to (the same answer as for one
that does not exist), 403 for one that is suspended or without the role.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, TypeVar, cast

from django.utils.translation import gettext_lazy as _
from django_scopes import scope
from structlog.contextvars import bind_contextvars as bind

from accounts.limits import count_call
from accounts.models import UserCliente
from liora.api.errors import Forbidden, NotFound, Unauthenticated
from tenants.context import resolve_tenant
from tenants.models import Cliente

View = TypeVar("View", bound=Callable[..., Any])
Rol = UserCliente.Rol

MANAGERS = (Rol.OWNER, Rol.ADMIN)
ROUTE_NAME = "cliente"
"""The route parameter that names a Cliente, by id or slug."""


class Suspended(Forbidden):
    code = "cliente_suspendido"
    message = _("El negocio está suspendido: escribinos para reactivarlo.")


def requires_tenant(view: View) -> View:
    """Run a view inside the Cliente of its request, for any member of it.

    The view finds `request.cliente` and `request.membership`, and its queries see that Cliente
    alone.
    """
    return requires_role(*Rol)(view)


def requires_role(*roles: str) -> Callable[[View], View]:
    """Run a view inside the Cliente of its request, for members with one of these roles."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            with entered(_request_of(args), roles, named=kwargs.pop(ROUTE_NAME, None)):
                return view(*args, **kwargs)

        guarded.required_roles = roles  # type: ignore[attr-defined]  # read by the schema
        return cast("View", guarded)

    return decorate


@contextmanager
def entered(request: Any, roles: tuple[str, ...], *, named: str | None) -> Iterator[None]:
    """Open the Cliente of a request for a caller who may act in it; raises ApiError otherwise."""
    membership = admit(request, roles, named=named)
    request.membership, request.cliente = membership, membership.cliente
    bind(cliente_id=str(membership.cliente_id))
    count_call(request, membership.cliente)
    with scope(cliente=membership.cliente):
        yield


def admit(request: Any, roles: tuple[str, ...], *, named: str | None) -> UserCliente:
    """Return the membership a request acts through.

    Raises Unauthenticated, NotFound, Suspended or Forbidden, in this order.
    """
    if request.auth is None:
        raise Unauthenticated
    cliente = resolve_tenant(request, named)
    if cliente is None:
        raise NotFound
    if cliente.estado == Cliente.Estado.SUSPENDIDO:
        raise Suspended
    membership: UserCliente = request.auth.membership_in(cliente)
    if membership.rol not in roles:
        raise Forbidden
    return membership


def _request_of(args: tuple[Any, ...]) -> Any:
    """Return the request of a view's call, which a method gets after its `self`."""
    return args[0] if hasattr(args[0], "META") else args[1]
