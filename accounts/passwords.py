"""A person's password: forgotten, replaced through a mailed link, or changed by who knows it."""

from dataclasses import replace
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import letters
from accounts.link_tokens import InvalidLink, usuario_of
from accounts.models import Letter, Session, Usuario
from accounts.sessions import end_all
from liora.api.errors import Forbidden
from tenants.audit import Actor, record


class WrongPassword(Forbidden):
    """The password given is not the person's."""

    code = "clave_incorrecta"
    message = _("La contraseña no es esa.")


def forget(email: str) -> None:
    """Ask for a link to choose a new password; nothing here tells whether there is an account.

    Raises ValidationError for an address that cannot be one.
    """
    letters.ask(Letter.Kind.CLAVE_OLVIDADA, email=email)


def reset_password(token: str, password: str, actor: Actor) -> Usuario:
    """Let a mailed link choose a new password, once.

    Raises InvalidLink, and ValidationError for a password that is too weak.
    """
    usuario = usuario_of(token)
    if not set_password(usuario, password, event="cuenta.clave_restablecida", actor=actor):
        raise InvalidLink
    return usuario


def change_password(usuario: Usuario, old: str, new: str, actor: Actor) -> None:
    """Replace the password of somebody who knows it.

    Raises WrongPassword, and ValidationError for a new one that is too weak.
    """
    known = usuario.check_password(old)
    if not known or not set_password(usuario, new, event="cuenta.clave_cambiada", actor=actor):
        raise WrongPassword


def set_password(usuario: Usuario, password: str, *, event: str, actor: Actor) -> bool:
    """Replace a password, record it and tell its owner; what must end with it ends here.

    Returns False, and does nothing, if it was replaced by somebody else meanwhile. Raises
    ValidationError for a password that is too weak.
    """
    hashed = checked_hash(password, usuario)
    with transaction.atomic():
        if not replace_hash(usuario, hashed):
            return False
        record(event, actor=replace(actor, usuario_id=usuario.pk), target=str(usuario.pk))
        letters.ask(Letter.Kind.CLAVE_CAMBIADA, email=usuario.email)
        end_all(usuario, Session.End.CLAVE)
    return True


def checked_hash(password: str, usuario: Usuario) -> str:
    """Return a password as it is stored; raise ValidationError if it is too weak.

    Hashing takes a tenth of a second and more, so it is done before a transaction, never inside.
    """
    validate_password(password, usuario)
    return make_password(password)


def replace_hash(usuario: Usuario, hashed: str, **others: Any) -> bool:
    """Write a new password if the one we read is still the one stored, which makes it once only."""
    unchanged = Usuario.objects.filter(
        pk=usuario.pk, password=usuario.password, estado=Usuario.Estado.ACTIVO
    )
    if not unchanged.update(password=hashed, **others):
        return False
    usuario.password = hashed
    return True
