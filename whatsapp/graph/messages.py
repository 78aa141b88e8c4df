"""What can be sent over WhatsApp: values, their Graph shape, their one-line preview."""

from whatsapp.graph.content import content
from whatsapp.graph.cutting import clip
from whatsapp.graph.kinds import (
    Button,
    Buttons,
    CtaUrl,
    FilledTemplate,
    Image,
    ListMenu,
    Message,
    Row,
    Section,
    Text,
)
from whatsapp.graph.limits import MessageLimitError
from whatsapp.graph.preview import preview
from whatsapp.graph.splitting import split

__all__ = [
    "Button",
    "Buttons",
    "CtaUrl",
    "FilledTemplate",
    "Image",
    "ListMenu",
    "Message",
    "MessageLimitError",
    "Row",
    "Section",
    "Text",
    "clip",
    "content",
    "preview",
    "split",
]
