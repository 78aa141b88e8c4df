"""Inviting people to a business, and their accepting it."""

import secrets
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django_scopes import scope

from accounts import letters
from accounts.link_tokens import InvalidLink, membership_of
from accounts.models import Letter, UserCliente, Usuario
from accounts.passwords import PasswordCheck, WrongPassword, checked_hash, replace_hash
from liora.api.errors import Conflict
from tenants.audit import Actor, record
from tenants.models import Cliente


class AlreadyMember(Conflict):
    """The person belongs to the business, suspended or not."""

    code = "ya_es_miembro"
    message = _("Esa persona ya pertenece al negocio.")


@transaction.atomic
def invite(cliente: Cliente, email: str, rol: str, actor: Actor) -> UserCliente:
    """Invite whoever has this address; inviting again sends a new link and kills the old one.

    Raises AlreadyMember, and ValidationError for an address or a role that is none.
    """
    person = _person(letters.as_kept(email))
    with scope(cliente=cliente):
        membership = _invited(person, cliente, rol)
    record(
        "usuario.invitado",
        actor=actor,
        cliente_id=cliente.pk,
        target=known_as(membership),
        after={"email": person.email, "rol": rol},
    )
    letters.ask(
        Letter.Kind.INVITACION, email=person.email, cliente=cliente, membership=str(membership.pk)
    )
    return membership


def accept(
    token: str,
    password: str,
    nombre: str,
    actor: Actor,
    *,
    check: PasswordCheck,
) -> UserCliente:
    """Make the invited person a member, who thereby chooses a password or proves the one they have.

    Raises InvalidLink; WrongPassword, from `check`, for somebody who has one; ValidationError for
    a new one that is too weak or a name that is too long.
    """
    membership = membership_of(token)
    person = membership.usuario
    if is_new(person):
        person.nombre = nombre.strip()
        person.clean_fields(exclude={"password"})
        hashed = checked_hash(password, person)
    elif check(person, password):
        hashed = ""
    else:
        raise WrongPassword
    return _join(membership, hashed, replace(actor, usuario_id=person.pk))


def known_as(membership: UserCliente) -> str:
    """Return the id by which a business knows somebody: the person's only once they accepted.

    Ids tell when they were made, and so whether an address had an account before.
    """
    joined = membership.estado != UserCliente.Estado.INVITADO
    return str(membership.usuario_id if joined else membership.pk)


def is_new(person: Usuario) -> bool:
    """Tell whether a person has no password yet, because they never accepted anything."""
    return not person.has_usable_password()


@transaction.atomic
def _join(membership: UserCliente, hashed: str, actor: Actor) -> UserCliente:
    person = membership.usuario
    with scope(cliente=membership.cliente):
        # What was read and checked may have been accepted, or invited anew, meanwhile.
        joined = UserCliente.objects.filter(
            pk=membership.pk,
            estado=UserCliente.Estado.INVITADO,
            invitation=membership.invitation,
        ).update(estado=UserCliente.Estado.ACTIVO, invitation="")
    if not joined or (hashed and not replace_hash(person, hashed, nombre=person.nombre)):
        raise InvalidLink
    membership.estado, membership.invitation = UserCliente.Estado.ACTIVO, ""
    record(
        "usuario.acepto",
        actor=actor,
        cliente_id=membership.cliente_id,
        target=str(person.pk),
        after={"rol": membership.rol},
    )
    return membership


def _person(email: str) -> Usuario:
    """Return the person with this address, made now without a password if there is none."""
    found = Usuario.objects.filter(email__iexact=email).first()
    if found:
        return found
    try:
        with transaction.atomic():
            return Usuario.objects.create_user(email)
    except (IntegrityError, ValidationError):
        # Somebody else was quicker; or else the address is no address.
        if found := Usuario.objects.filter(email__iexact=email).first():
            return found
        raise


def _invited(person: Usuario, cliente: Cliente, rol: str) -> UserCliente:
    fresh = {
        "rol": rol,
        "estado": UserCliente.Estado.INVITADO,
        "invitation": secrets.token_urlsafe(16),
        "invited_at": Now(),
    }
    UserCliente(rol=rol).clean_fields(exclude={"usuario", "cliente", "created_at"})
    membership, created = UserCliente.objects.get_or_create(
        usuario=person, cliente=cliente, defaults=fresh
    )
    if not created:
        again = UserCliente.objects.filter(pk=membership.pk, estado=UserCliente.Estado.INVITADO)
        if not again.update(**fresh):
            raise AlreadyMember
    membership.refresh_from_db()
    return membership
