"""JSON Web Tokens (RFC 7519) signed with a key that can be replaced while people are signed in.

Each token names its key in `kid`: JWT_SECRET is a list, newest first; the first signs and every
one verifies. Removing a key ends the tokens it signed.
"""

import hashlib
from typing import Any

import jwt
from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework_simplejwt.backends import TokenBackend
from rest_framework_simplejwt.exceptions import TokenBackendError
from rest_framework_simplejwt.settings import api_settings
from rest_framework_simplejwt.tokens import Token

ALGORITHM = "HS256"


def kid(secret: str) -> str:
    """Return the public name of a signing key."""
    return hashlib.sha256(b"liora-jwt-kid:" + secret.encode()).hexdigest()[:8]


def signing_key(secret: str) -> bytes:
    """Return a key of full length, whatever the secret's (RFC 7518 §3.2 asks for 256 bits)."""
    return hashlib.sha256(b"liora-jwt-key:" + secret.encode()).digest()


class RotatingBackend(TokenBackend):
    """Signs with the newest key and verifies with the one that the token names."""

    def encode(self, payload: dict[str, Any]) -> str:
        newest = settings.JWT_SECRETS[0]
        claims = {**payload, "aud": self.audience, "iss": self.issuer}
        return jwt.encode(
            claims, signing_key(newest), algorithm=ALGORITHM, headers={"kid": kid(newest)}
        )

    def get_verifying_key(self, token: Any) -> bytes:
        named = self._header(token).get("kid")
        for secret in settings.JWT_SECRETS:
            if kid(secret) == named:
                return signing_key(secret)
        raise TokenBackendError(_("No hay tal clave."))

    @staticmethod
    def _header(token: Any) -> dict[str, Any]:
        try:
            return jwt.get_unverified_header(token)
        except jwt.InvalidTokenError:
            raise TokenBackendError(_("El token no es legible.")) from None


backend = RotatingBackend(
    ALGORITHM,
    audience=api_settings.AUDIENCE,
    issuer=api_settings.ISSUER,
    leeway=api_settings.LEEWAY,
)


class Access(Token):
    """Ten minutes of acting as a person in one Cliente: `usuario_id, cliente_id, rol, sid`."""

    token_type = "access"  # noqa: S105  # a kind, no secret
    lifetime = api_settings.ACCESS_TOKEN_LIFETIME

    def get_token_backend(self) -> TokenBackend:
        return backend


class Refresh(Access):
    """Gets one new pair of tokens, once."""

    token_type = "refresh"  # noqa: S105  # a kind, no secret
    lifetime = api_settings.REFRESH_TOKEN_LIFETIME
