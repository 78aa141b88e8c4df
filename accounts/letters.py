"""Asking for an e-mail. The row is all that happens now; the postman does the rest."""

from datetime import timedelta

from django.db.models import QuerySet
from django.db.models.functions import Now
from django_scopes import scope

from accounts.models import Letter, UserCliente, Usuario
from liora.ops.redaction import smells_of_secret
from tenants.models import Cliente

# However many of its customers ask, a business is not buried in letters of one kind.
MOST_PER_DAY = 20


def managers() -> QuerySet[UserCliente]:
    """Return the owners and admins who may act."""
    return UserCliente.objects.filter(
        rol__in=(UserCliente.Rol.OWNER, UserCliente.Rol.ADMIN),
        estado=UserCliente.Estado.ACTIVO,
        usuario__estado=Usuario.Estado.ACTIVO,
    )


def _last_day(kind: str, email: str) -> int:
    recent = Letter.objects.filter(email=as_kept(email), kind=kind)
    return recent.filter(created_at__gte=Now() - timedelta(days=1)).count()


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
    """Ask for a letter to everybody who runs a business, in the caller's transaction.

    Whoever got MOST_PER_DAY of that kind within a day gets none. Raises as `ask` does.
    """
    with scope(cliente=cliente):
        emails = list(managers().filter(cliente=cliente).values_list("usuario__email", flat=True))
        crowded = {email for email in emails if _last_day(kind, email) >= MOST_PER_DAY}
    for email in sorted(set(emails) - crowded):
        ask(kind, email=email, cliente=cliente, **context)


def ask_operators(kind: str, *, cliente: Cliente, **context: str) -> None:
    """Ask for a letter about a Cliente to everybody who enters the administration.

    At most MOST_PER_DAY of a kind about each Cliente.
    """
    operators = Usuario.objects.filter(is_staff=True, estado=Usuario.Estado.ACTIVO)
    with scope(cliente=cliente):
        emails = operators.order_by("email").values_list("email", flat=True)
        told = [email for email in emails if _last_day(kind, email) < MOST_PER_DAY]
    for email in told:
        ask(kind, email=email, cliente=cliente, **context)


def as_kept(email: str) -> str:
    """Return an address as people's are kept: in lower case, without blanks around it."""
    return email.strip().lower()
