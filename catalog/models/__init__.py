"""What is for sale. Each file imports only those above it: snapshot, item, active, ingest_log,
vocabulary."""

from catalog.models.active import CatalogActive
from catalog.models.ingest_log import IngestLog
from catalog.models.item import CatalogItem
from catalog.models.snapshot import CatalogSnapshot
from catalog.models.vocabulary import CatalogVocabulary

__all__ = ["CatalogActive", "CatalogItem", "CatalogSnapshot", "CatalogVocabulary", "IngestLog"]
