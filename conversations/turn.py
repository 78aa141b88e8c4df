"""The contract between a conversation and a skill: values in, values out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from conversations.models import ConsentEntry, ConvoState
from conversations.order_draft import OrderDraft
from whatsapp.graph.messages import Message
from whatsapp.inbound import InboundMessage

Kind, Decision = ConsentEntry.Kind, ConsentEntry.Decision
ASKED_FOR_A_PERSON = ConvoState.Handover.PEDIDO


@dataclass(frozen=True, slots=True)
class Consent:
    """What a customer decided about being written to: at all, or only with advertising."""

    decision: ConsentEntry.Decision
    kind: ConsentEntry.Kind = Kind.TODO


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
    only_consent: bool = False
    """Whether Liora is silent here: an outcome without `consent` will not count."""


@dataclass(frozen=True, slots=True)
class TemplateReply:
    """A template of the business to answer with, by its name at Meta.

    `otherwise` is said where the business has no such template approved, its parameters do not
    fit, or it is advertising and the person wants none.
    """

    name: str
    language: str
    otherwise: Message
    parameters: Mapping[str, Any] = field(default_factory=dict)


Reply = Message | TemplateReply


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a skill decided. `slots` replaces the conversation's slots whole."""

    intent: str
    replies: tuple[Reply, ...] = ()
    slots: Mapping[str, Any] = field(default_factory=dict)
    skill: str = ""
    reason: str = ""
    """Spanish, one line: why this route was chosen."""
    fresh_for: timedelta | None = None
    """How long its answer makes sense after the question; None: while Meta takes answers."""
    order: OrderDraft | None = None
    """What the customer orders with this turn: kept with it, or the turn is computed again."""
    consent: Consent | None = None
    """What the customer decided with this turn about being written to."""
    handover: str = ""
    """Why a person answers from now on (ConvoState.Handover); "" if Liora goes on."""


Handler = Callable[[Turn], Outcome]
