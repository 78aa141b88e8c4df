"""Reading an access token; every fault of it gets the same answer."""

from typing import Any
from uuid import UUID

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework_simplejwt.exceptions import TokenError
from structlog.contextvars import bind_contextvars as bind

from accounts.identity import Identity
from accounts.memberships import active_memberships
from accounts.models import Session, Usuario
from accounts.tokens import Access

SCHEME = b"bearer"


class BearerToken(BaseAuthentication):
    """`Authorization: Bearer …` with an access token whose session, person and Cliente stand.

    The session, the person and the membership are looked up on each call, so that leaving,
    changing the password or suspending any of them ends access with the next one.
    """

    def authenticate(self, request: Any) -> tuple[Usuario, Identity] | None:
        raw = _raw_token(get_authorization_header(request))
        if raw is None:
            return None
        identity = _identity(raw)
        bind(usuario_id=str(identity.usuario.pk))
        return identity.usuario, identity

    def authenticate_header(self, request: Any) -> str:
        return 'Bearer realm="liora"'


def _raw_token(header: bytes) -> bytes | None:
    parts = header.split()
    if not parts:
        return None
    if len(parts) != 2 or parts[0].lower() != SCHEME:
        raise AuthenticationFailed
    return parts[1]


def _identity(raw: bytes) -> Identity:
    """Return who a token stands for; raises AuthenticationFailed."""
    try:
        token = Access(raw)  # type: ignore[arg-type]  # the library types it as itself
        session_id, usuario_id = UUID(token["sid"]), UUID(token["usuario_id"])
        cliente_id = UUID(token["cliente_id"]) if token["cliente_id"] else None
    except (TokenError, KeyError, ValueError, TypeError, AttributeError):
        raise AuthenticationFailed from None
    session = _open_session(session_id, usuario_id)
    memberships = tuple(active_memberships(session.usuario))
    identity = Identity(session.usuario, session, cliente_id, memberships)
    if not identity.stands:
        raise AuthenticationFailed
    return identity


def _open_session(session_id: UUID, usuario_id: UUID) -> Session:
    session = (
        Session.objects.filter(id=session_id, usuario_id=usuario_id, ended_at=None)
        .select_related("usuario")
        .first()
    )
    if session is None or not session.usuario.is_active:
        raise AuthenticationFailed
    return session


class BearerTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the API's description names this way of signing in."""

    target_class = BearerToken
    name = "bearer"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
