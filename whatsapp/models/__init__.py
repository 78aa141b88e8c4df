"""The wire's rows. Each file imports only those above it: account, event, lane, message_template,
refusal.

The simulator's tables live beside its code; Django must find them here, switched on or not.
"""

from whatsapp.models.account import WabaAccount
from whatsapp.models.event import InboundEvent
from whatsapp.models.lane import InboundLane
from whatsapp.models.message_template import MessageTemplate
from whatsapp.models.refusal import WebhookRefusal
from whatsapp.simulator.models import SimulatorFault, SimulatorMedia, SimulatorMessage

__all__ = [
    "InboundEvent",
    "InboundLane",
    "MessageTemplate",
    "SimulatorFault",
    "SimulatorMedia",
    "SimulatorMessage",
    "WabaAccount",
    "WebhookRefusal",
]
