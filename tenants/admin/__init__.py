"""Admin pages of who pays; importing them registers them."""

from tenants.admin.cliente import ClienteAdmin

__all__ = ["ClienteAdmin"]
