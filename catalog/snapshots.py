"""Which version is sold from: moving it is one transaction, so readers see the old or the new."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django_scopes import scope

from catalog.models import CatalogActive, CatalogSnapshot
from liora.api.errors import Conflict, NotFound
from tenants.audit import Actor, record
from tenants.models import Cliente
from tenants.plans import Meter
from tenants.policy import limit_of

Estado = CatalogSnapshot.Estado
IN_PROGRESS = (Estado.RECIBIDO, Estado.VALIDANDO)


class NotReady(Conflict):
    code = "version_en_curso"
    message = _("La versión todavía se está leyendo: esperá a que termine.")


class Failed(Conflict):
    code = "version_fallida"
    message = _("La versión falló al leerse: no se puede activar.")


class Held(Conflict):
    code = "version_retenida"
    message = _("La versión está retenida: mirá por qué y liberala si está bien.")


class NothingBefore(Conflict):
    code = "sin_version_anterior"
    message = _("No hay una versión anterior guardada a la que volver.")


def visible() -> QuerySet[CatalogSnapshot]:
    """Return the versions that are kept, of the open Cliente."""
    return CatalogSnapshot.objects.filter(expired_at=None)


def snapshot_of(version: int) -> CatalogSnapshot:
    """Return a version of the open Cliente; raises NotFound."""
    found = visible().filter(version=version).first()
    if found is None:
        raise NotFound
    return found


def active_snapshot(cliente: Cliente) -> CatalogSnapshot | None:
    """Return the version in force, inside the caller's scope."""
    return CatalogSnapshot.objects.filter(cliente=cliente, estado=Estado.ACTIVO).first()


def newest_version() -> int:
    """Return the highest version number of the open Cliente, 0 before the first."""
    return CatalogSnapshot.objects.aggregate(newest=Max("version"))["newest"] or 0


def activate(
    cliente: Cliente, version: int, *, actor: Actor, release: bool = False
) -> CatalogActive:
    """Sell from a version from now on; one that is sold from already stays.

    `release` also lets a held version go. Raises NotFound, NotReady, Failed or Held.
    """
    with scope(cliente=cliente), transaction.atomic():
        lock(cliente)
        snapshot = snapshot_of(version)
        before = active_snapshot(cliente)
        if before is None or before.pk != snapshot.pk:
            _check(snapshot, release=release)
            if snapshot.estado == Estado.RETENIDO:
                _record("catalogo.liberado", actor, snapshot, {"motivos": _codes(snapshot)})
            snapshot.replaced_version = before.version if before else None
            move(snapshot, before)
            _record("catalogo.activado", actor, snapshot, {"antes": _version(before)})
        return CatalogActive.objects.get(cliente=cliente)


def rollback(cliente: Cliente, *, actor: Actor, leaving: int | None = None) -> CatalogActive:
    """Sell again from the version that the active one replaced.

    Where `leaving` names a version that is no longer sold from, nothing moves: it was done
    already. Raises NothingBefore.
    """
    with scope(cliente=cliente), transaction.atomic():
        lock(cliente)
        active = active_snapshot(cliente)
        if active is None or active.replaced_version is None:
            raise NothingBefore
        if leaving is None or leaving == active.version:
            target = visible().filter(version=active.replaced_version).first()
            if target is None:
                raise NothingBefore
            move(target, active)
            _record("catalogo.revertido", actor, target, {"antes": active.version})
        return CatalogActive.objects.get(cliente=cliente)


def move(snapshot: CatalogSnapshot, before: CatalogSnapshot | None) -> None:
    """Point a Cliente at a version, in the caller's transaction and under its lock."""
    if before is not None:
        before.estado = Estado.LISTO
        before.save(update_fields=["estado"])
    snapshot.estado, snapshot.held_json = Estado.ACTIVO, []
    snapshot.save(update_fields=["estado", "held_json", "replaced_version"])
    CatalogActive.objects.update_or_create(
        cliente_id=snapshot.cliente_id,
        defaults={
            "version": snapshot.version,
            "rows_count": snapshot.rows_count,
            "stock_pct": stock_share(snapshot),
        },
    )
    expire_surplus(snapshot.cliente)


def lock(cliente: Cliente) -> None:
    """Let changes of one Cliente's catalog follow each other.

    Its key stays free: rows that refer to it, such as inbound events, need not wait.
    """
    Cliente.objects.select_for_update(no_key=True).get(pk=cliente.pk)


def stock_share(snapshot: CatalogSnapshot) -> Decimal:
    """Return the percentage of products that can be bought now."""
    share = Decimal(100 * snapshot.in_stock) / max(1, snapshot.rows_count)
    return share.quantize(Decimal("0.01"))


def expire_surplus(cliente: Cliente) -> None:
    """Mark the oldest versions beyond what the plan keeps; their rows are removed later.

    Never the one sold from, the one before it, the newest, or one that is still being read.
    """
    keep = limit_of(cliente, Meter.SNAPSHOTS)
    if keep is None:
        return
    active = active_snapshot(cliente)
    before = active.replaced_version if active else None
    protected = [_version(active) or 0, before or 0, newest_version()]
    others = visible().exclude(version__in=protected).exclude(estado__in=IN_PROGRESS)
    room = max(0, keep - (visible().count() - others.count()))
    surplus = list(others.order_by("-version").values_list("pk", flat=True)[room:])
    CatalogSnapshot.objects.filter(pk__in=surplus).update(expired_at=Now())


def _check(snapshot: CatalogSnapshot, *, release: bool) -> None:
    if snapshot.estado in IN_PROGRESS:
        raise NotReady
    if snapshot.estado == Estado.FALLIDO:
        raise Failed
    if snapshot.estado == Estado.RETENIDO and not release:
        reasons = " ".join(reason["message"] for reason in snapshot.held_json)
        raise Held(f"{Held.message} {reasons}".strip())


def _codes(snapshot: CatalogSnapshot) -> str:
    return ", ".join(str(reason["code"]) for reason in snapshot.held_json)


def _version(snapshot: CatalogSnapshot | None) -> int | None:
    return snapshot.version if snapshot else None


def _record(event: str, actor: Actor, snapshot: CatalogSnapshot, told: dict[str, Any]) -> None:
    record(
        event,
        actor=actor,
        cliente_id=snapshot.cliente_id,
        target=f"v{snapshot.version}",
        after={"version": snapshot.version, "productos": snapshot.rows_count, **told},
    )
