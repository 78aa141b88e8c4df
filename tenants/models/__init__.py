"""Who pays (`cliente`)."""

from tenants.models.cliente import Cliente

__all__ = ["Cliente"]
