"""The wire's rows. Each file imports only those above it: account, event, lane, refusal.

The simulator's tables live beside its code; Django must find them here, switched on or not.
"""

from whatsapp.models.account import WabaAccount
from whatsapp.models.event import InboundEvent
from whatsapp.models.lane import InboundLane
from whatsapp.models.refusal import WebhookRefusal
from whatsapp.simulator.models import SimulatorFault, SimulatorMedia, SimulatorMessage

__all__ = [
    "InboundEvent",
    "InboundLane",
    "SimulatorFault",
    "SimulatorMedia",
    "SimulatorMessage",
    "WabaAccount",
    "WebhookRefusal",
]
