"""The tokens in links sent by mail: signed with SECRET_KEY, never stored, good for a while, once."""

import binascii
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from django.contrib.auth.tokens import default_token_generator
from django.core.signing import BadSignature, TimestampSigner
from django.utils.crypto import constant_time_compare
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.utils.translation import gettext_lazy as _
from django_scopes import scope

from accounts.models import UserCliente, Usuario
from liora.api.errors import BadRequest
from tenants.models import Cliente

INVITATION_LASTS = timedelta(days=7)


class InvalidLink(BadRequest):
    """The link was altered, used, replaced by a newer one, or is too old."""

    code = "enlace_invalido"
    message = _("El enlace ya no sirve: pedí uno nuevo.")


class _Invited(NamedTuple):
    cliente_id: str
    membership_id: str
    invitation: str


def invitation_token(membership: UserCliente) -> str:
    """Return what accepts this invitation, for seven days or until the next one is sent."""
    invited = _Invited(str(membership.cliente_id), str(membership.pk), membership.invitation)
    return _signer().sign_object(list(invited))


def membership_of(token: str) -> UserCliente:
    """Return the membership a token accepts, its person and business read too.

    Raises InvalidLink.
    """
    try:
        invited = _Invited(*_signer().unsign_object(token, max_age=INVITATION_LASTS))
    except (BadSignature, ValueError, TypeError) as error:
        raise InvalidLink from error
    membership = _invited(invited)
    if membership is None or not constant_time_compare(membership.invitation, invited.invitation):
        raise InvalidLink
    return membership


def _invited(invited: _Invited) -> UserCliente | None:
    """Read what the token names, in the scope of its own Cliente."""
    cliente = Cliente.objects.filter(pk=invited.cliente_id).first()
    if cliente is None or not invited.invitation:
        return None
    with scope(cliente=cliente):
        return (
            UserCliente.objects.select_related("usuario", "cliente")
            .filter(
                pk=invited.membership_id,
                estado=UserCliente.Estado.INVITADO,
                usuario__estado=Usuario.Estado.ACTIVO,
            )
            .first()
        )


def reset_token(usuario: Usuario) -> str:
    """Return what lets a person choose a new password, within PASSWORD_RESET_TIMEOUT seconds.

    It dies when their password changes or they sign in (Django, PasswordResetTokenGenerator).
    """
    key = urlsafe_base64_encode(usuario.pk.bytes)
    return f"{key}.{default_token_generator.make_token(usuario)}"


def usuario_of(token: str) -> Usuario:
    """Return the person whose password a token may replace. Raises InvalidLink."""
    key, _dot, proof = token.partition(".")
    try:
        usuario_id = UUID(bytes=urlsafe_base64_decode(key))
    except (ValueError, binascii.Error) as error:
        raise InvalidLink from error
    usuario = Usuario.objects.filter(pk=usuario_id, estado=Usuario.Estado.ACTIVO).first()
    if usuario is None or not default_token_generator.check_token(usuario, proof):
        raise InvalidLink
    return usuario


def _signer() -> TimestampSigner:
    # A colon, Django's own separator, is where some mail programs end a link.
    return TimestampSigner(sep=".", salt="accounts.invitation")
