"""Admin pages of what was said; importing them registers them."""

from conversations.admin.consent import ConsentEntryAdmin
from conversations.admin.contact import ContactAdmin, ContactIdentityAdmin
from conversations.admin.hook import HookEventAdmin, HookLaneAdmin
from conversations.admin.lane import OutboundLaneAdmin
from conversations.admin.link import LinkClickAdmin, ShortLinkAdmin
from conversations.admin.log import ConversationLogAdmin
from conversations.admin.media import MediaFileAdmin
from conversations.admin.order import PedidoAdmin, PedidoLineaAdmin
from conversations.admin.state import ConvoStateAdmin

__all__ = [
    "ConsentEntryAdmin",
    "ContactAdmin",
    "ContactIdentityAdmin",
    "ConversationLogAdmin",
    "ConvoStateAdmin",
    "HookEventAdmin",
    "HookLaneAdmin",
    "LinkClickAdmin",
    "MediaFileAdmin",
    "OutboundLaneAdmin",
    "PedidoAdmin",
    "PedidoLineaAdmin",
    "ShortLinkAdmin",
]
