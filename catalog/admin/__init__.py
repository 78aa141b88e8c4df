"""Admin pages of what is for sale; importing them registers them."""

from catalog.admin.active import CatalogActiveAdmin
from catalog.admin.ingest_log import IngestLogAdmin
from catalog.admin.item import CatalogItemAdmin
from catalog.admin.reservation import CatalogReservationAdmin
from catalog.admin.snapshot import CatalogSnapshotAdmin

__all__ = [
    "CatalogActiveAdmin",
    "CatalogItemAdmin",
    "CatalogReservationAdmin",
    "CatalogSnapshotAdmin",
    "IngestLogAdmin",
]
