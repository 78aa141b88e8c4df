"""Asking for an e-mail. The row is all that happens now; the postman does the rest."""

from django_scopes import scope

from accounts.models import Letter, UserCliente, Usuario
from liora.ops.redaction import smells_of_secret
from tenants.models import Cliente


def ask(kind: str, *, email: str, cliente: Cliente | None = None, **context: str) -> None:
    """Ask for a letter in the caller's transaction: no transaction, no letter.

    The work is the same whether or not the address is anybody's, so its time tells nothing.
    Raises ValidationError for an address that cannot be one or a kind that is none, and ValueError
    for a context with a secret in it.
    """
    secret = [name for name in context if smells_of_secret(name)]
    if secret:
        raise ValueError(f"un correo no guarda secretos: {', '.join(secret)}")
    letter = Letter(kind=kind, email=as_kept(email), cliente=cliente, context_json=context)
    letter.clean_fields(exclude={"cliente", "due_at"})
    with scope(cliente=cliente):
        letter.save(force_insert=True)


def ask_managers(kind: str, *, cliente: Cliente, **context: str) -> None:
    """Ask for a letter to everybody who manages a business, as `ask` does."""
    with scope(cliente=cliente):
        managers = UserCliente.objects.filter(
            rol__in=(UserCliente.Rol.OWNER, UserCliente.Rol.ADMIN),
            estado=UserCliente.Estado.ACTIVO,
            usuario__estado=Usuario.Estado.ACTIVO,
        )
        emails = list(managers.values_list("usuario__email", flat=True))
    for email in emails:
        ask(kind, email=email, cliente=cliente, **context)


def ask_operators(kind: str, *, cliente: Cliente, **context: str) -> None:
    """Ask for a letter about a Cliente to everybody who enters the administration."""
    operators = Usuario.objects.filter(is_staff=True, estado=Usuario.Estado.ACTIVO)
    for email in operators.order_by("email").values_list("email", flat=True):
        ask(kind, email=email, cliente=cliente, **context)


def as_kept(email: str) -> str:
    """Return an address as people's are kept: in lower case, without blanks around it."""
    return email.strip().lower()
