"""What was said and decided. Each file imports only those above it.

The order: consent, contact, state, log, media, lane, link, order, hook.
"""

from conversations.models.consent import ConsentEntry
from conversations.models.contact import Contact, ContactIdentity
from conversations.models.hook import HookEvent, HookLane
from conversations.models.lane import OutboundLane
from conversations.models.link import LinkClick, ShortLink
from conversations.models.log import ConversationLog
from conversations.models.media import MediaFile
from conversations.models.order import Pedido, PedidoLinea
from conversations.models.state import ConvoState

__all__ = [
    "ConsentEntry",
    "Contact",
    "ContactIdentity",
    "ConversationLog",
    "ConvoState",
    "HookEvent",
    "HookLane",
    "LinkClick",
    "MediaFile",
    "OutboundLane",
    "Pedido",
    "PedidoLinea",
    "ShortLink",
]
