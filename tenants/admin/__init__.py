"""Admin pages of who pays; importing them registers them."""

from tenants.admin.audit_entry import AuditEntryAdmin
from tenants.admin.cliente import ClienteAdmin
from tenants.admin.plan import PlanOverrideAdmin, UsageAdmin
from tenants.admin.publish_secret import HookSecretAdmin, PublishSecretAdmin

__all__ = [
    "AuditEntryAdmin",
    "ClienteAdmin",
    "HookSecretAdmin",
    "PlanOverrideAdmin",
    "PublishSecretAdmin",
    "UsageAdmin",
]
