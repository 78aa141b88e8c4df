"""What becomes of a version once its file has been read."""

from django.utils.translation import gettext as _

from catalog.divergences import Divergences, divergences
from catalog.guard import reasons
from catalog.ingest import rules_of
from catalog.models import CatalogItem, CatalogSnapshot, IngestLog
from catalog.snapshots import active_snapshot, expire_surplus, lock, move
from liora.api.errors import ApiError
from tenants.audit import Actor, record

Estado = CatalogSnapshot.Estado
NO_PRODUCTS = "catalogo_sin_productos"


def finish(snapshot: CatalogSnapshot, log: IngestLog, *, release: bool, actor: Actor) -> None:
    """Settle a version that was read: sold from, kept, held or failed.

    In the caller's transaction and scope. `release` lets it pass whatever is different.
    """
    lock(snapshot.cliente)
    if not snapshot.rows_count:
        fail(snapshot, NO_PRODUCTS, _("El archivo no tiene ningún producto que se pueda vender."))
        return
    active = active_snapshot(snapshot.cliente)
    held = []
    if active is not None:
        found = divergences(active, snapshot)
        log.divergences_json = found.as_json()
        log.save(update_fields=["divergences_json"])
        held = _reasons(snapshot, found, release=release)
    if held:
        _settle(snapshot, Estado.RETENIDO, held_json=held)
    elif snapshot.activate_when_ready:
        snapshot.replaced_version = active.version if active else None
        move(snapshot, active)
        _record_activation(snapshot, actor)
    else:
        _settle(snapshot, Estado.LISTO)


def fail(snapshot: CatalogSnapshot, code: str, why: str) -> None:
    """Give a version up; what was sold from before still is."""
    _settle(snapshot, Estado.FALLIDO, failure_code=code[:60], failure=str(why)[:500])


def fail_for(snapshot: CatalogSnapshot, error: ApiError) -> None:
    fail(snapshot, error.code, str(error.message))


def remove_items(snapshot: CatalogSnapshot) -> None:
    """Remove what an earlier try has left behind."""
    CatalogItem.objects.filter(snapshot=snapshot).delete()


def _reasons(
    snapshot: CatalogSnapshot, found: Divergences, *, release: bool
) -> list[dict[str, object]]:
    return [] if release else reasons(rules_of(snapshot.cliente), found, snapshot)


def _settle(snapshot: CatalogSnapshot, estado: str, **fields: object) -> None:
    for name, value in {"estado": estado, **fields}.items():
        setattr(snapshot, name, value)
    snapshot.save(update_fields=["estado", *fields])
    expire_surplus(snapshot.cliente)


def _record_activation(snapshot: CatalogSnapshot, actor: Actor) -> None:
    record(
        "catalogo.activado",
        actor=actor,
        cliente_id=snapshot.cliente_id,
        target=f"v{snapshot.version}",
        after={"version": snapshot.version, "antes": snapshot.replaced_version},
    )
