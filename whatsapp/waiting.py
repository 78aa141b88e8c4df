"""How long the customer who has waited longest has been waiting."""

from django.conf import settings
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from liora.ops.health import Estado, Finding
from whatsapp.models import InboundLane


def oldest_wait_s() -> float:
    """Return the age, in seconds, of the oldest waiting event; 0 when none waits.

    A lane that backs off after a failure is not waiting: its turn lies in the future.
    """
    with scopes_disabled():
        oldest = InboundLane.objects.aggregate(oldest=Min("pending_since"))["oldest"]
    return 0.0 if oldest is None else max(0.0, (timezone.now() - oldest).total_seconds())


def nobody_waits_long() -> Finding:
    """Readiness check: degraded when somebody waits longer than READY_MAX_WAIT_S."""
    waited = round(oldest_wait_s(), 3)
    if waited <= settings.READY_MAX_WAIT_S:
        return Finding(figures={"segundos": waited})
    detalle = _("Hay mensajes que esperan más de %(limit)d segundos: revisá el worker.")
    return Finding(
        Estado.DEGRADADO, detalle % {"limit": settings.READY_MAX_WAIT_S}, {"segundos": waited}
    )
