"""Remembering refused posts for audit, in bounded room."""

import logging
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from django.db import Error as DatabaseFailure
from django.db.models import F
from django.db.models.functions import Greatest, Now
from django.utils import timezone

from whatsapp.models import WebhookRefusal

# A day's rows; whoever comes after them shares one row.
ROWS_PER_DAY = 1000
KEPT_DAYS = 90
EVERYONE_ELSE = "otras"

logger = logging.getLogger(__name__)


def remember_refusal(*, address: str, reason: str, size: int) -> None:
    """Count one refusal; never raises, because the refusal itself must still be answered."""
    try:
        _count(_origin(address), reason, size)
    except DatabaseFailure:
        logger.warning("webhook.refusal_not_kept reason=%s", reason)


def _count(address: str, reason: str, size: int) -> None:
    if _raise_counter(address, reason, size):
        return
    today = WebhookRefusal.objects.filter(day=timezone.localdate())
    if today.count() >= ROWS_PER_DAY:
        address = EVERYONE_ELSE
        if _raise_counter(address, reason, size):
            return
    row = WebhookRefusal(
        day=timezone.localdate(), address=address, reason=reason, largest_bytes=size
    )
    WebhookRefusal.objects.bulk_create([row], ignore_conflicts=True)
    _forget_old()


def _raise_counter(address: str, reason: str, size: int) -> int:
    row = WebhookRefusal.objects.filter(day=timezone.localdate(), address=address, reason=reason)
    return row.update(
        count=F("count") + 1, largest_bytes=Greatest("largest_bytes", size), last_at=Now()
    )


def _forget_old() -> None:
    oldest = timezone.localdate() - timedelta(days=KEPT_DAYS)
    WebhookRefusal.objects.filter(day__lt=oldest).delete()


def _origin(address: str) -> str:
    """Return the address, or its /64 for IPv6, where one attacker owns every host of it."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return "desconocida"
    if isinstance(parsed, IPv6Address):
        return str(ip_network((parsed, 64), strict=False).network_address)
    return str(parsed)
