"""Opening a business: the Cliente, its first owner, and the secret that signs its catalogs."""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django_scopes import scope

from accounts.invitations import invite
from accounts.models import UserCliente, Usuario
from liora.api.errors import Invalid
from liora.ops.ids import new_id
from tenants.audit import Actor, record
from tenants.models import Cliente
from tenants.publish_secrets import new_secret

LONGEST_SLUG = 60
SUFFIX_LETTERS = 6


@dataclass(frozen=True, slots=True)
class Opened:
    """`publish_secret` is told now and never again."""

    cliente: Cliente
    membership: UserCliente
    publish_secret: str


@transaction.atomic
def open_cliente(*, owner: Usuario, name: str, slug: str, actor: Actor) -> Opened:
    """Create a Cliente on the plan `free` with its first owner.

    Without a slug one is made of the name. Raises ValidationError, and Invalid for a slug that is
    taken.
    """
    cliente, secret = _opened(name, slug, actor)
    with scope(cliente=cliente):
        membership = UserCliente.objects.create(
            usuario=owner, cliente=cliente, rol=UserCliente.Rol.OWNER
        )
    return Opened(cliente, membership, secret)


@transaction.atomic
def open_cliente_for(email: str, *, name: str, slug: str, actor: Actor) -> Opened:
    """Create a Cliente on the plan `free` whose first owner is invited by mail.

    Raises as `open_cliente` does.
    """
    cliente, secret = _opened(name, slug, actor)
    return Opened(cliente, invite(cliente, email, UserCliente.Rol.OWNER, actor), secret)


def _opened(name: str, slug: str, actor: Actor) -> tuple[Cliente, str]:
    cliente = Cliente(id=new_id(), name=name, slug=slug or _free_slug(name))
    _check(cliente)
    _insert(cliente)
    with scope(cliente=cliente):
        secret = new_secret(cliente)
    after = {"slug": cliente.slug, "name": cliente.name, "plan": cliente.plan}
    record("cliente.creado", actor=actor, cliente_id=cliente.pk, after=after)
    return cliente, secret


def _free_slug(name: str) -> str:
    base = slugify(name)[: LONGEST_SLUG - SUFFIX_LETTERS - 1].strip("-") or "negocio"
    if not Cliente.objects.filter(slug=base).exists() and not _reads_as_id(base):
        return base
    return f"{base}-{new_id().hex[-SUFFIX_LETTERS:]}"


def _check(cliente: Cliente) -> None:
    cliente.clean_fields()
    if _reads_as_id(cliente.slug):
        sentence = _("Elegí un identificador que no parezca un UUID.")
        raise ValidationError({"slug": ValidationError(sentence, code="invalid")})


def _reads_as_id(slug: str) -> bool:
    try:
        UUID(slug)
    except ValueError:
        return False
    return True


def _insert(cliente: Cliente) -> None:
    try:
        with transaction.atomic():
            cliente.save(force_insert=True)
    except IntegrityError:
        taken = _("Ese identificador ya está en uso: elegí otro.")
        raise Invalid({"slug": ("unique", taken)}) from None
