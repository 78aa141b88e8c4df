"""The wall between tenants, in Python: what every model with a `cliente` is made of.

Reads see the rows of the open Cliente; writes touch them alone; without one open nothing is read
or written. The database holds its own half of the wall, see `liora.ops.tenant_keys`.
"""

from collections.abc import Iterable
from typing import Any, NoReturn, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django_scopes import ScopeError

from tenants.crossing import (
    OWNER,
    OWNER_NAMES,
    OtroCliente,
    Owners,
    check_pointers,
    check_values,
    every_tenant,
    open_tenants,
    owners_in_reach,
)

M = TypeVar("M", bound=models.Model)


class TenantQuerySet(models.QuerySet[M]):
    """Refuses with OtroCliente to write across the wall; what it reads, its manager chose."""

    def bulk_create(  # type: ignore[override]  # by name alone: an upsert must not slip past
        self, objs: Iterable[M], batch_size: int | None = None, **kwargs: Any
    ) -> list[M]:
        rows = list(objs)
        _check_rows(rows)
        _check_upsert(**kwargs)
        return super().bulk_create(rows, batch_size, **kwargs)

    def bulk_update(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> int:
        rows = list(objs)
        _check_rows(rows)
        return super().bulk_update(rows, *args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        check_values(kwargs)
        return super(TenantQuerySet, self._within()).update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        return super(TenantQuerySet, self._within()).delete()

    def _within(self) -> "TenantQuerySet[M]":
        """Return these rows as far as they are of the open Cliente.

        A queryset may have been made while another one was open.
        """
        return self if every_tenant() else self.filter(**{f"{OWNER}__in": open_tenants()})

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse with ScopeError a statement that nothing confines to the open Cliente."""
        if not every_tenant():
            raise ScopeError(_("raw() no conoce Clientes."))
        return super().raw(*args, **kwargs)


def _check_rows(rows: list[Any]) -> None:
    if not every_tenant():
        open_tenants()
    for row in rows:
        owners_in_reach(row)
        check_pointers(row)


def _check_upsert(
    *, update_conflicts: bool = False, unique_fields: Iterable[str] | None = None, **_rest: Any
) -> None:
    """Refuse an upsert that may meet, and then change, a row of another Cliente."""
    if update_conflicts and not every_tenant() and not {*OWNER_NAMES} & {*(unique_fields or ())}:
        raise OtroCliente(_("Un upsert necesita «cliente» entre sus campos únicos."))


def _no_scope(*_args: Any, **_kwargs: Any) -> NoReturn:
    open_tenants()
    raise ScopeError(_("La consulta se armó sin un Cliente abierto."))


def _none(closed: Any) -> models.QuerySet[Any]:
    return TenantQuerySet(closed.model, using=closed._db).none()


# Neither reads a row: forms and views ask for them while they are being defined.
HARMLESS = {"as_manager", "using", "none"}
_REFUSED = {
    name
    for name in dir(TenantQuerySet)
    if not name.startswith("_") and name not in HARMLESS and callable(getattr(TenantQuerySet, name))
}

ClosedQuerySet = type(
    "ClosedQuerySet",
    (TenantQuerySet,),
    {
        "__doc__": "What there is without a Cliente open: every method raises ScopeError.",
        "none": _none,
        # What iterating, counting, slicing, printing and pickling come down to.
        **dict.fromkeys({"__and__", "__or__", "__xor__", "__getitem__", "_fetch_all"}, _no_scope),
        **dict.fromkeys(_REFUSED, _no_scope),
    },
)


class TenantManager(models.Manager[M]):
    """The rows of the open Cliente; of every one with `scopes_disabled`; else ScopeError."""

    def get_queryset(self) -> models.QuerySet[M]:
        rows: TenantQuerySet[M] = TenantQuerySet(self.model, using=self._db)
        if every_tenant():
            return rows
        try:
            return rows.filter(_owned_by(open_tenants()))
        except ScopeError:
            closed: models.QuerySet[M] = ClosedQuerySet(self.model, using=self._db)
            return closed

    def all(self) -> models.QuerySet[M]:
        # Django's own gives the queryset itself, and so would not ask a closed one.
        return self.get_queryset().all()


class TenantModel(models.Model):
    """A row with a `cliente`: saved and deleted only under it, pointing only at its own.

    Raises ScopeError without a Cliente open, and OtroCliente for what belongs to another.
    """

    cliente_id: Any

    class Meta:
        abstract = True

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        owners_in_reach(self)
        check_pointers(self)
        super().save_base(*args, **kwargs)

    def _do_update(self, base_qs: Any, *args: Any) -> Any:
        """Let an UPDATE find only what may be replaced, whatever the object says of its owner."""
        owners = owners_in_reach(self)
        in_reach = base_qs if owners is None else base_qs.filter(_owned_by(owners))
        updated = super()._do_update(in_reach, *args)
        if not updated and owners is not None:
            self._refuse_if_stored(base_qs)
        return updated

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        owners = owners_in_reach(self)
        if owners is not None:
            stored: models.QuerySet[Any] = models.QuerySet(type(self), using=self._state.db)
            self._refuse_if_stored(stored.exclude(_owned_by(owners)))
        return super().delete(*args, **kwargs)

    def _refuse_if_stored(self, rows: models.QuerySet[Any]) -> None:
        if rows.filter(pk=self.pk).exists():
            raise OtroCliente(_("La fila guardada es de otro Cliente."))


def _owned_by(owners: Owners | frozenset[Any]) -> Q:
    if len(owners) == 1:
        return Q(**{OWNER: next(iter(owners))})
    return Q(**{f"{OWNER}__in": owners})
