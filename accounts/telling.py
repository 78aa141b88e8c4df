"""Telling the people behind a business, and those who run Liora, by e-mail."""

from uuid import UUID

from django_scopes import scope

from accounts.access import MANAGERS
from accounts.letters import ask
from accounts.models import UserCliente, Usuario
from tenants.models import Cliente


def tell_managers(cliente: Cliente, kind: str, **context: str) -> None:
    """Ask for a letter to each owner and admin of a Cliente, in the caller's transaction."""
    for email in _managers(cliente.pk):
        ask(kind, email=email, cliente=cliente, **context)


def tell_operators(cliente: Cliente, kind: str, **context: str) -> None:
    """Ask for a letter about a Cliente to everybody who enters the administration."""
    operators = Usuario.objects.filter(is_staff=True, estado=Usuario.Estado.ACTIVO)
    for email in operators.order_by("email").values_list("email", flat=True):
        ask(kind, email=email, cliente=cliente, **context)


def _managers(cliente_id: UUID) -> list[str]:
    with scope(cliente=cliente_id):
        members = UserCliente.objects.filter(
            rol__in=MANAGERS,
            estado=UserCliente.Estado.ACTIVO,
            usuario__estado=Usuario.Estado.ACTIVO,
        )
        return list(members.order_by("usuario__email").values_list("usuario__email", flat=True))
