"""What is for sale. Each file imports only those above it, in the order they are named here."""

from catalog.models.active import CatalogActive
from catalog.models.ingest_log import IngestLog
from catalog.models.item import CatalogItem
from catalog.models.reservation import CatalogReservation
from catalog.models.rules import CatalogRules
from catalog.models.snapshot import CatalogSnapshot
from catalog.models.upload import CatalogUpload, UploadPart
from catalog.models.vocabulary import CatalogVocabulary

__all__ = [
    "CatalogActive",
    "CatalogItem",
    "CatalogReservation",
    "CatalogRules",
    "CatalogSnapshot",
    "CatalogUpload",
    "CatalogVocabulary",
    "IngestLog",
    "UploadPart",
]
