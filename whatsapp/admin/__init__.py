"""Admin pages of the wire; importing them registers them."""

from django.conf import settings

from whatsapp.admin.account import WabaAccountAdmin
from whatsapp.admin.event import InboundEventAdmin
from whatsapp.admin.lane import InboundLaneAdmin
from whatsapp.admin.message_template import MessageTemplateAdmin
from whatsapp.admin.refusal import WebhookRefusalAdmin

# Where the simulator is off its rows are nobody's, and its pages would only puzzle.
if settings.SIMULATOR_ENABLED:
    from whatsapp.admin import simulator  # noqa: F401

__all__ = [
    "InboundEventAdmin",
    "InboundLaneAdmin",
    "MessageTemplateAdmin",
    "WabaAccountAdmin",
    "WebhookRefusalAdmin",
]
