"""Webhook bodies in Meta's shape, as plain values without a database."""

from whatsapp.simulator.payloads.envelope import envelope
from whatsapp.simulator.payloads.messages import (
    button_reply,
    contacts,
    image,
    list_reply,
    location,
    order,
    reaction,
    sticker,
    template_button,
    text_message,
    unsupported,
    voice,
)
from whatsapp.simulator.payloads.statuses import status

__all__ = [
    "button_reply",
    "contacts",
    "envelope",
    "image",
    "list_reply",
    "location",
    "order",
    "reaction",
    "status",
    "sticker",
    "template_button",
    "text_message",
    "unsupported",
    "voice",
]
