"""Whether an IP address is of the open internet, and what a name resolves to right now."""

import ipaddress
import socket

from dns.exception import DNSException
from dns.resolver import Resolver

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

# Gateways of these prefixes (RFC 6052, RFC 8215) lead to an IPv4 address in the last 32 bits.
NAT64 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))


class Unresolved(Exception):
    """The name has no address, or nobody said in time."""


class NotPublic(Exception):
    """At least one of a name's addresses is not of the open internet."""


def is_public(address: IpAddress) -> bool:
    """Whether an address, and the IPv4 address hidden in it if any, is of the open internet."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.is_site_local or address.scope_id is not None:
            return False
        if not all(map(is_public, _hidden_in(address))):
            return False
        if address.ipv4_mapped or address in NAT64[0]:
            return True
    return address.is_global and not address.is_multicast and not address.is_reserved


def _hidden_in(address: ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    """Return the IPv4 addresses that a gateway or the system would take out of it."""
    hidden = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if any(address in prefix for prefix in NAT64):
        hidden.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [each for each in hidden if each is not None]


def literal(host: str) -> IpAddress | None:
    """Read a host that is an address, as the operating system would; None if it is a name.

    Also 127.1, 0x7f.1, 017700000001 and 2130706433. Raises ValueError for a broken IPv6 address.
    """
    if ":" in host:
        return ipaddress.IPv6Address(host)
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host.removesuffix(".")))
    except OSError:
        return None


def public_addresses(host: str, *, within_s: float) -> list[IpAddress]:
    """Return where a host is now, IPv4 first, within `within_s` seconds.

    Raises Unresolved, and NotPublic if only one of several addresses is not public: whoever
    answers so means to be let in by the other.
    """
    found = addresses_of(host, within_s=within_s)
    if not all(map(is_public, found)):
        raise NotPublic
    return found


def addresses_of(host: str, *, within_s: float) -> list[IpAddress]:
    """Return where a host is now, wherever that is; raises Unresolved."""
    address = literal(host)
    found = [address] if address else [ipaddress.ip_address(each) for each in ask(host, within_s)]
    if not found:
        raise Unresolved
    return sorted(found, key=lambda each: each.version)


def ask(name: str, within_s: float) -> list[str]:
    """Return all addresses that DNS has for a name; raises Unresolved.

    Not `getaddrinfo`: it cannot be bounded in time, and it reads /etc/hosts, where the names of
    our own house stand. Nothing is remembered from one time to the next.
    """
    try:
        answers = Resolver().resolve_name(name, lifetime=within_s, search=False)
        return list(answers.addresses())
    except (DNSException, OSError, UnicodeError):
        raise Unresolved from None
