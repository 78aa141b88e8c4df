"""Which Cliente a request speaks for, and its rows."""

from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_scopes import ScopeError

from tenants.crossing import open_tenants
from tenants.guard import TenantManager, TenantModel
from tenants.models import Cliente

Row = TypeVar("Row", bound=TenantModel)


class Identity(Protocol):
    """Who is asking: the Cliente their token names, and those they belong to."""

    @property
    def cliente_id(self) -> UUID | None: ...

    def clientes(self) -> tuple[Cliente, ...]: ...


def resolve_tenant(request: Any, named: str | None = None) -> Cliente | None:
    """Return the Cliente of a request: the one its route names, or `X-Client-ID`, or the token's.

    Only among those the caller belongs to, so a header or an id of another Cliente selects
    nothing: a route's answers None, as an id that does not exist would, and a header's is passed
    over.
    """
    identity: Identity | None = request.auth
    if identity is None:
        return None
    if named is not None:
        return _among(identity, named)
    from_header = _among(identity, request.tenant_name) if request.tenant_name else None
    return from_header or _among(identity, str(identity.cliente_id))


def scoped_query(model: type[Row]) -> QuerySet[Row]:
    """Return the rows of a model that belong to the open Cliente.

    Raises ScopeError without one open, also where every Cliente is in sight (`scopes_disabled`),
    and for a model that is no tenant's, whose rows nothing could confine.
    """
    if not isinstance(model._default_manager, TenantManager):
        raise ScopeError(_("%(model)s no es de ningún Cliente.") % {"model": model.__name__})
    open_tenants()
    return model._default_manager.all()


def _among(identity: Identity, name: str) -> Cliente | None:
    """Return the caller's Cliente with this id or slug."""
    wanted = _id_or_slug(name)
    mine = (cliente for cliente in identity.clientes() if wanted in (cliente.pk, cliente.slug))
    return next(mine, None)


def _id_or_slug(name: str) -> UUID | str:
    try:
        return UUID(name)
    except ValueError:
        return name.lower()
