from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


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
