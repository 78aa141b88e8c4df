"""Signing in with e-mail and password: the one door for the API and the administration."""

from functools import partial

from django.contrib.auth.hashers import (
    UNUSABLE_PASSWORD_PREFIX,
    check_password,
    make_password,
)
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.lockout import count_password_guess, normal, password_was_right
from accounts.models import Usuario
from accounts.password_rules import can_be_a_password, can_be_stored
from accounts.passwords import PasswordCheck, replace_hash
from liora.api.errors import Unauthenticated
from liora.ops.client_address import client_address
from liora.ops.request_id import current_request_id
from tenants.audit import Actor, record


class WrongCredentials(Unauthenticated):
    """The e-mail, the password, or the person's standing; never which of them."""

    code = "credenciales_invalidas"
    message = _("El correo o la contraseña no son correctos.")


def sign_in(*, email: str, password: str, address: str) -> Usuario:
    """Return the person whose e-mail and password these are.

    `address` is where they ask from, as `client_address` has it. Raises WrongCredentials, after
    the same work for every reason, and Locked without looking at the password. A refusal is
    recorded, without the e-mail: it may be nobody's, or a password typed into the wrong field.
    """
    count_password_guess(email, address)
    usuario = _named(email)
    # Compared before anything else is decided, so that every refusal takes as long.
    matches = _matches(usuario, password)
    if usuario is None or not matches or not usuario.is_active:
        _record_refusal(usuario, address)
        raise WrongCredentials
    password_was_right(email, address)
    return usuario


def knows_password(usuario: Usuario, password: str, *, address: str) -> bool:
    """Tell whether this is a person's password; a wrong one counts as a guess. Raises Locked."""
    try:
        sign_in(email=usuario.email, password=password, address=address)
    except WrongCredentials:
        return False
    return True


def password_check(request: HttpRequest) -> PasswordCheck:
    """Return what tells whether a password is a person's, for whoever makes a request."""
    return partial(knows_password, address=client_address(request))


def _named(email: str) -> Usuario | None:
    if not can_be_stored(email):
        return None
    return Usuario.objects.filter(email=normal(email)).first()


def _matches(usuario: Usuario | None, password: str) -> bool:
    """Compare a password; for nobody, and for somebody without one, Django hashes all the same."""
    typed = password if can_be_a_password(password) else ""
    encoded = UNUSABLE_PASSWORD_PREFIX if usuario is None else usuario.password
    return check_password(typed, encoded, setter=lambda raw: _upgrade(usuario, raw))


def _upgrade(usuario: Usuario | None, password: str) -> None:
    """Hash again what an older algorithm hashed, unless the password was changed meanwhile."""
    if usuario is not None and usuario.is_active:
        replace_hash(usuario, make_password(password))


def _record_refusal(usuario: Usuario | None, address: str) -> None:
    record(
        "cuenta.entrada_rechazada",
        actor=Actor(usuario_id=None, address=address, request_id=current_request_id()),
        target=str(usuario.pk) if usuario else "",
    )
