"""The contract between a conversation and a skill: values in, values out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from conversations.order_draft import OrderDraft
from whatsapp.graph.messages import Message
from whatsapp.inbound import InboundMessage


@dataclass(frozen=True, slots=True)
class Turn:
    """One message to answer and all that may be known to answer it."""

    cliente_id: UUID
    cliente_name: str
    contact_name: str
    message: InboundMessage
    slots: Mapping[str, Any]
    last_intent: str
    catalog_version: int | None
    """The active version of the catalog; None while the tenant has none."""
    event_id: UUID | None = None
    """The stored message that is answered; None where nothing is kept of the answer."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a skill decided. `slots` replaces the conversation's slots whole."""

    intent: str
    replies: tuple[Message, ...] = ()
    slots: Mapping[str, Any] = field(default_factory=dict)
    skill: str = ""
    reason: str = ""
    """Spanish, one line: why this route was chosen."""
    fresh_for: timedelta | None = None
    """How long its answer makes sense after the question; None: while Meta takes answers."""
    order: OrderDraft | None = None
    """What the customer orders with this turn: kept with it, or the turn is computed again."""


Handler = Callable[[Turn], Outcome]
