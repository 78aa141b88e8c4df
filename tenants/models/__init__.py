"""Who pays (`cliente`), what was done (`audit_entry`), what they sign with (`publish_secret`)."""

from tenants.models.audit_entry import AuditEntry
from tenants.models.cliente import Cliente
from tenants.models.publish_secret import PublishSecret

__all__ = ["AuditEntry", "Cliente", "PublishSecret"]
