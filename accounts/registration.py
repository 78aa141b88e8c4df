"""Letting people in: accounts, and their membership in a business."""

from django_scopes import scope

from accounts.models import UserCliente, Usuario
from tenants.models import Cliente


def register_usuario(*, email: str, password: str, nombre: str = "") -> Usuario:
    """Create an account. Raises ValidationError for an address that is taken or not one."""
    return Usuario.objects.create_user(email, password, nombre=nombre)


def register_operator(*, email: str, password: str, nombre: str = "") -> Usuario:
    """Create an account that may enter the administration and do everything there."""
    return Usuario.objects.create_superuser(email, password, nombre=nombre)


def join(*, usuario: Usuario, cliente: Cliente, rol: str) -> UserCliente:
    """Make a person a member of a business; a member keeps the role they have."""
    with scope(cliente=cliente):
        membership, _created = UserCliente.objects.get_or_create(
            usuario=usuario, cliente=cliente, defaults={"rol": rol}
        )
        return membership
