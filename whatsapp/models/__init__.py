"""The wire's rows. Each file imports only those above it: account, event, lane, refusal."""

from whatsapp.models.account import WabaAccount
from whatsapp.models.event import InboundEvent
from whatsapp.models.lane import InboundLane
from whatsapp.models.refusal import WebhookRefusal

__all__ = ["InboundEvent", "InboundLane", "WabaAccount", "WebhookRefusal"]
