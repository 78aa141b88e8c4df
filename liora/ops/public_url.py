"""Addresses that a tenant gives us to call: only public ones, and only over TLS."""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

PORTS = (None, 443)
NAT64 = 0x0064FF9B
LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
# Names that never leave a network (RFC 6761, RFC 6762, RFC 8375, and custom).
PRIVATE_SUFFIXES = ("localhost", "local", "internal", "intranet", "lan", "home.arpa", "test")

REFUSED = ValidationError(
    _("Escribí una dirección pública que empiece con https://, sin usuario ni puerto propio."),
    code="url_no_publica",
)


def check_public_url(url: str) -> None:
    """Raise ValidationError, code `url_no_publica`, for an address that may reach inside.

    What a name resolves to is checked again at each call: it may change after this. Development
    lets `http://` addresses of this machine through, where a developer's own server listens.
    """
    parts = _split(url)
    if settings.DEVELOPMENT and parts.hostname in ("127.0.0.1", "localhost"):
        return
    if parts.scheme != "https" or parts.username is not None or parts.password is not None:
        raise REFUSED
    if not _is_public_host(parts.hostname or ""):
        raise REFUSED


def _split(url: str) -> SplitResult:
    """Take an address apart; whatever parsers disagree about is refused."""
    if any(letter <= " " or letter in "\\\x7f" or letter > "~" for letter in url):
        raise REFUSED
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise REFUSED from None
    if port not in PORTS and not settings.DEVELOPMENT:
        raise REFUSED
    return parts


def _is_public_host(host: str) -> bool:
    try:
        return _is_public_address(ip_address(host))
    except ValueError:
        return _is_public_name(host)


def _is_public_address(address: IPv4Address | IPv6Address) -> bool:
    """Tell whether an address is of the open network, also when it wraps one that is not."""
    if isinstance(address, IPv6Address) and _wraps_another(address):
        return False
    return address.is_global and not address.is_multicast


def _wraps_another(address: IPv6Address) -> bool:
    """Tell whether an IPv4 one is inside: mapped, compatible, NAT64 (RFC 6052), 6to4, Teredo."""
    number = int(address)
    embedded = number >> 32 == 0 or number >> 96 == NAT64
    return bool(embedded or address.ipv4_mapped or address.sixtofour or address.teredo)


def _is_public_name(host: str) -> bool:
    """Tell whether a name could be in the public DNS; numbers in odd spellings are none."""
    labels = host.rstrip(".").split(".")
    if len(labels) < 2 or len(host) > 253 or not all(map(LABEL.fullmatch, labels)):
        return False
    if any(host == suffix or host.endswith(f".{suffix}") for suffix in PRIVATE_SUFFIXES):
        return False
    return not labels[-1].isdigit() and not labels[-1].startswith("0x")
