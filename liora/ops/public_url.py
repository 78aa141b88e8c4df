"""Whether an address that a tenant gave us points out into the internet, and not into our house.

Only what is written is judged: no name is resolved here. Whoever calls such an address must put
the address it resolves to through `is_public` again, right before connecting.
"""

import ipaddress
import re
import socket
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

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
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def public_url(value: str) -> None:
    """Validator. Raises ValidationError with one of the codes `url_ilegible`, `url_sin_https`,
    `url_con_credenciales` and `url_privada`; the address is not repeated, it may hold a secret.

    `http` is taken in development only.
    """
    parts, host = _taken_apart(value)
    if parts.scheme != "https" and not (settings.DEVELOPMENT and parts.scheme == "http"):
        raise ValidationError(_("La dirección debe empezar con https://."), code="url_sin_https")
    if "@" in parts.netloc:
        raise ValidationError(
            _("La dirección no puede llevar usuario ni contraseña."), code="url_con_credenciales"
        )
    if not _is_public_host(host):
        raise ValidationError(
            _("La dirección apunta a una red privada: tiene que ser alcanzable desde internet."),
            code="url_privada",
        )


def is_public(address: IpAddress) -> bool:
    """Whether an address, and the IPv4 address hidden in it if any, is of the open internet."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.is_site_local or address.scope_id is not None:
            return False
        if not all(map(is_public, _hidden_in(address))):
            return False
        if address.ipv4_mapped or address in NAT64:
            return True
    return address.is_global and not address.is_multicast and not address.is_reserved


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
    if ":" in host:
        return is_public(ipaddress.IPv6Address(host))
    name = host.removesuffix(".")
    try:
        # As the operating system reads it: also 127.1, 0x7f.1, 017700000001 and 2130706433.
        return is_public(ipaddress.IPv4Address(socket.inet_aton(name)))
    except OSError:
        return bool(NAME.fullmatch(name)) and not f".{name}".endswith(INNER_NAMES)


def _hidden_in(address: ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    """Return the IPv4 addresses that a gateway or the system would take out of it."""
    hidden = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in NAT64:
        hidden.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [each for each in hidden if each is not None]
