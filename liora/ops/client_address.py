from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

NOBODY_KNOWN = "0.0.0.0"  # noqa: S104  # the unspecified address; nothing listens here
"""Stands for a peer without an address, such as a Unix socket; all of those count as one."""


def client_address(request: HttpRequest) -> str:
    """Return who is asking: the peer, or whom our own proxies in front say it is.

    Only the last TRUSTED_PROXIES entries of X-Forwarded-For were written by us; whatever stands
    before them was sent by the client and counts for nothing.
    """
    peer = str(request.META.get("REMOTE_ADDR", ""))
    named = [entry.strip() for entry in request.headers.get("X-Forwarded-For", "").split(",")]
    hops = settings.TRUSTED_PROXIES
    if not 0 < hops <= len(named):
        return peer
    try:
        return str(ip_address(named[-hops]))
    except ValueError:
        return peer


def client_network(request: HttpRequest) -> str:
    """Return whom to count a request against: see `network_of`."""
    return network_of(client_address(request))


def network_of(address: str) -> str:
    """Return the address that stands for everybody who can pick this one at will.

    That is the /64 of an IPv6 address, the least that a provider hands to one customer (RFC 6177,
    RIPE-690), and an IPv4 address itself, also when written as IPv6 (`::ffff:203.0.113.9`).
    """
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return NOBODY_KNOWN
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ip_network(f"{parsed}/64", strict=False).network_address)
