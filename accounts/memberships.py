"""A person's own memberships: the one question about people that spans every Cliente."""

from django.db.models import QuerySet
from django_scopes import scopes_disabled

from accounts.models import UserCliente, Usuario
from tenants.models import Cliente


def active_memberships(usuario: Usuario) -> QuerySet[UserCliente]:
    """Return the memberships a person has accepted and not been suspended in, oldest first."""
    with scopes_disabled():
        return (
            UserCliente.objects.filter(usuario=usuario, estado=UserCliente.Estado.ACTIVO)
            .select_related("cliente")
            .order_by("created_at", "id")
        )


def standing(usuario: Usuario) -> QuerySet[UserCliente]:
    """Return the memberships a person may act through now: active, in an active Cliente."""
    return active_memberships(usuario).filter(cliente__estado=Cliente.Estado.ACTIVO)
