"""Admin pages of what is for sale; importing them registers them."""

from catalog.admin.active import CatalogActiveAdmin
from catalog.admin.ingest_log import IngestLogAdmin
from catalog.admin.item import CatalogItemAdmin
from catalog.admin.reservation import CatalogReservationAdmin
from catalog.admin.rules import CatalogRulesAdmin
from catalog.admin.snapshot import CatalogSnapshotAdmin
from catalog.admin.upload import CatalogUploadAdmin, UploadPartAdmin
from catalog.admin.vocabulary import CatalogVocabularyAdmin

__all__ = [
    "CatalogActiveAdmin",
    "CatalogItemAdmin",
    "CatalogReservationAdmin",
    "CatalogRulesAdmin",
    "CatalogSnapshotAdmin",
    "CatalogUploadAdmin",
    "CatalogVocabularyAdmin",
    "IngestLogAdmin",
    "UploadPartAdmin",
]
