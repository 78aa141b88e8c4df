"""Who pays, what they used and agreed, what they sign with, and what was done in their name."""

from tenants.models.audit_entry import AuditEntry
from tenants.models.cliente import Cliente
from tenants.models.hook_secret import HookSecret
from tenants.models.plan_override import PlanOverride
from tenants.models.publish_secret import PublishSecret
from tenants.models.usage import Usage

__all__ = ["AuditEntry", "Cliente", "HookSecret", "PlanOverride", "PublishSecret", "Usage"]
