"""The tokens in mailed links: signed with SECRET_KEY, never stored, good for a while and once."""

from datetime import timedelta
from typing import NamedTuple, cast

from django.core.signing import BadSignature, TimestampSigner
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _
from django_scopes import scope

from accounts.models import UserCliente, Usuario
from liora.api.errors import BadRequest
from tenants.models import Cliente

INVITATION_LASTS = timedelta(days=7)
RESET_LASTS = timedelta(hours=1)
# What keeps a token of one kind from passing for one of the other.
INVITATION = "accounts.invitation"
RESET = "accounts.reset"


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
    return _signer(INVITATION).sign_object(list(invited))


def membership_of(token: str) -> UserCliente:
    """Return the membership a token accepts, its person and business read too.

    Raises InvalidLink.
    """
    invited = _Invited(*_opened(INVITATION, token, INVITATION_LASTS))
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
    """Return what lets a person choose a new password, within an hour.

    It dies when their password or their address changes, or when they sign in.
    """
    return _signer(RESET).sign_object([str(usuario.pk), _fingerprint(usuario)])


def usuario_of(token: str) -> Usuario:
    """Return the person whose password a token may replace. Raises InvalidLink."""
    usuario_id, fingerprint = _opened(RESET, token, RESET_LASTS)
    usuario = Usuario.objects.filter(pk=usuario_id, estado=Usuario.Estado.ACTIVO).first()
    if usuario is None or not constant_time_compare(_fingerprint(usuario), fingerprint):
        raise InvalidLink
    return usuario


def _fingerprint(usuario: Usuario) -> str:
    """Return what changes whenever an earlier token must die, and tells nothing of the password.

    Django's PasswordResetTokenGenerator does the same, but reads its hour from the local clock,
    which jumps where there is daylight saving.
    """
    seen = usuario.last_login.timestamp() if usuario.last_login else ""
    state = f"{usuario.password}|{usuario.email}|{seen}"
    return salted_hmac(RESET, state, algorithm="sha256").hexdigest()


def _opened(salt: str, token: str, lasts: timedelta) -> list[str]:
    try:
        return cast("list[str]", _signer(salt).unsign_object(token, max_age=lasts))
    except (BadSignature, ValueError) as error:
        raise InvalidLink from error


def _signer(salt: str) -> TimestampSigner:
    # A colon, Django's own separator, is where some mail programs end a link.
    return TimestampSigner(sep=".", salt=salt)
