"""Whether an address that a tenant gave us points out into the internet, and not into our house.

Judged as it is written and as its name resolves now. A name may resolve otherwise a moment later:
whoever calls such an address asks `public_address.public_addresses` again, and connects to what
that says.
"""

import re
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from liora.ops.public_address import NotPublic, Unresolved, is_public, literal, public_addresses

# Spaces, control characters, backslashes and letters beyond ASCII are read one way by one parser
# and another way by the next; names with accents have a plain spelling (xn--…).
PLAIN = re.compile(r"[!-\[\]-~]+")
NAME = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
# Names for one's own machine or network (RFC 6761, RFC 6762, RFC 8375, ICANN's `.internal`).
INNER_NAMES = (
    ".localhost",
    ".local",
    ".localdomain",
    ".internal",
    ".home.arpa",
    ".lan",
    ".intranet",
)
PORTS = (None, 80, 443)
# What a person who saves an address waits for DNS at most.
RESOLVE_S = 2.0


def public_url(value: str) -> None:
    """Validator. Raises ValidationError as `written_url` does, and with `url_privada` for a name
    that leads inside now.

    A name that does not resolve is taken: it may yet be given an address, and nobody is called
    before then.
    """
    _parts, host = written_url(value)
    if settings.HOOKS_ALLOW_PRIVATE:
        return
    try:
        public_addresses(host, within_s=RESOLVE_S)
    except NotPublic:
        raise _private() from None
    except Unresolved:
        return


def written_url(value: str) -> tuple[SplitResult, str]:
    """Return an address in parts, and its host, if it may be called as far as it is written.

    Raises ValidationError with one of the codes `url_ilegible`, `url_sin_https`,
    `url_con_credenciales`, `url_privada` and `url_puerto`; the address is not repeated, it may
    hold a secret. `http` is taken in development only.
    """
    parts, host = _taken_apart(value)
    if parts.scheme != "https" and not (settings.DEVELOPMENT and parts.scheme == "http"):
        raise ValidationError(_("La dirección debe empezar con https://."), code="url_sin_https")
    if "@" in parts.netloc:
        raise ValidationError(
            _("La dirección no puede llevar usuario ni contraseña."), code="url_con_credenciales"
        )
    if not settings.HOOKS_ALLOW_PRIVATE:
        _refuse_inner(parts, host)
    return parts, host


def _refuse_inner(parts: SplitResult, host: str) -> None:
    if not _is_public_host(host):
        raise _private()
    if parts.port not in PORTS:
        raise ValidationError(
            _("La dirección solo puede usar los puertos 80 y 443."), code="url_puerto"
        )


def _private() -> ValidationError:
    return ValidationError(
        _("La dirección apunta a una red privada: tiene que ser alcanzable desde internet."),
        code="url_privada",
    )


def _taken_apart(value: str) -> tuple[SplitResult, str]:
    try:
        if not PLAIN.fullmatch(value):
            raise ValueError(value)
        parts = urlsplit(value)
        if parts.port == 0 or not parts.hostname or "%" in parts.netloc.rpartition("@")[2]:
            raise ValueError(value)
    except ValueError:
        raise ValidationError(_("La dirección no se entiende."), code="url_ilegible") from None
    return parts, parts.hostname


def _is_public_host(host: str) -> bool:
    address = literal(host)
    if address is not None:
        return is_public(address)
    name = host.removesuffix(".")
    return bool(NAME.fullmatch(name)) and not f".{name}".endswith(INNER_NAMES)
