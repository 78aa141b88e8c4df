"""What is for sale. Each file imports only those above it: snapshot, item, active, ingest_log."""

from catalog.models.active import CatalogActive
from catalog.models.ingest_log import IngestLog
from catalog.models.item import CatalogItem
from catalog.models.reservation import CatalogReservation
from catalog.models.snapshot import CatalogSnapshot

__all__ = ["CatalogActive", "CatalogItem", "CatalogReservation", "CatalogSnapshot", "IngestLog"]
