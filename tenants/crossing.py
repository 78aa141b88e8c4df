"""What may be written now: whose rows, and which rows they may point at."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _
from django_scopes import ScopeError, get_scope

from liora.ops.sql import as_uuid

OWNER = "cliente"
OWNER_NAMES = (OWNER, "cliente_id")

Owners = frozenset[UUID | None]


class OtroCliente(Exception):
    """A row of another Cliente would be written, or pointed at; stable code `otro_cliente`."""

    code = "otro_cliente"


def every_tenant() -> bool:
    """Tell whether whoever runs may see every Cliente (`scopes_disabled`)."""
    return not get_scope().get("_enabled", True)


def open_tenants() -> frozenset[UUID]:
    """Return the Clientes that are open; raises ScopeError when none is.

    `scope(cliente=None)`, which django-scopes takes to mean every Cliente, opens none.
    """
    opened = get_scope().get(OWNER)
    if every_tenant() or opened is None:
        raise ScopeError(_("No hay un Cliente abierto: abrilo con scope(cliente=…)."))
    many = opened if isinstance(opened, list | tuple) else [opened]
    return frozenset(_id(cliente) for cliente in many)


def owners_in_reach(row: Any) -> Owners | None:
    """Return whose stored row may be replaced by `row`; None means anybody's.

    Raises ScopeError without a Cliente open, OtroCliente for a row of another. A row that belongs
    to no Cliente, where its table allows such, stands outside the wall and replaces only its like.
    """
    if every_tenant():
        return None
    if row.cliente_id is None and row._meta.get_field(OWNER).null:
        return frozenset({None})
    tenants = open_tenants()
    _check_owner(row.cliente_id, tenants)
    return tenants


def check_pointers(row: Any) -> None:
    """Raise OtroCliente if `row` holds an object of a Cliente not its own.

    A bare id is the database's to check (`liora.ops.tenant_keys`): looking it up costs a query.
    """
    for field in row._meta.concrete_fields:
        if field.is_relation and field.is_cached(row):
            held = field.get_cached_value(row)
            if _owner_of(held, row.cliente_id) != row.cliente_id:
                raise OtroCliente(_("%(row)s apunta a otro Cliente.") % {"row": _label(row, field)})


def check_values(values: Mapping[str, Any]) -> None:
    """Raise OtroCliente if an UPDATE would give rows away or point them at another Cliente.

    An owner that the database would compute is refused as well. Raises ScopeError without a
    Cliente open.
    """
    if every_tenant():
        return
    tenants = open_tenants()
    for name, value in values.items():
        if name in OWNER_NAMES:
            _check_owner(value, tenants)
        elif isinstance(value, models.Model) and hasattr(value, "cliente_id"):
            _check_owner(value.cliente_id, tenants)


def _check_owner(owner: Any, tenants: frozenset[UUID]) -> None:
    if not isinstance(owner, models.Model | UUID | str) or _id(owner) not in tenants:
        raise OtroCliente(_("La fila es de otro Cliente, o de ninguno."))


def _owner_of(held: Any, otherwise: Any) -> Any:
    return getattr(held, "cliente_id", otherwise)


def _id(cliente: Any) -> UUID:
    return as_uuid(getattr(cliente, "pk", cliente))


def _label(row: models.Model, field: Any) -> str:
    return f"{row._meta.db_table}.{field.name}"
