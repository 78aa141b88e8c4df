"""Which version is sold from: moving it is one transaction, so readers see the old or the new."""

from decimal import Decimal

from django.db import transaction

from catalog.models import CatalogActive, CatalogItem, CatalogSnapshot
from tenants.models import Cliente


def active_snapshot(cliente: Cliente) -> CatalogSnapshot | None:
    """Return the version in force, inside the caller's scope."""
    active = CatalogActive.objects.filter(cliente=cliente).first()
    if active is None:
        return None
    return CatalogSnapshot.objects.get(cliente=cliente, version=active.version)


@transaction.atomic
def activate(snapshot: CatalogSnapshot) -> CatalogActive:
    """Sell from this version from now on, inside the caller's scope."""
    CatalogSnapshot.objects.filter(
        cliente=snapshot.cliente_id, estado=CatalogSnapshot.Estado.ACTIVO
    ).update(estado=CatalogSnapshot.Estado.LISTO)
    snapshot.estado = CatalogSnapshot.Estado.ACTIVO
    snapshot.save(update_fields=["estado"])
    active, _created = CatalogActive.objects.update_or_create(
        cliente_id=snapshot.cliente_id,
        defaults={
            "version": snapshot.version,
            "rows_count": snapshot.rows_count,
            "stock_pct": _stock_share(snapshot),
        },
    )
    return active


def _stock_share(snapshot: CatalogSnapshot) -> Decimal:
    """Return the percentage of products that can be bought now."""
    in_stock = CatalogItem.objects.filter(snapshot=snapshot, stock__gt=0).count()
    return (Decimal(100 * in_stock) / max(1, snapshot.rows_count)).quantize(Decimal("0.01"))
