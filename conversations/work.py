"""What a worker holds between claiming lanes and committing their turns."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from conversations.links.making import Link, LinksSpent
from conversations.mail import Mail, Waiting
from conversations.people import Conversation
from conversations.turn import Outcome
from liora.ops.backoff import backoff
from liora.ops.lanes import Claim
from whatsapp.inbound import InboundMessage
from whatsapp.webhook.storable import storable_text

MAX_ATTEMPTS = 5
# A lane whose workers died this often in a row holds a message that kills workers.
MAX_CRASHES = 5


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to send, in Graph's shape and as a line to read."""

    seq: int
    content: dict[str, Any]
    preview: str
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """One message and what was decided about it."""

    mail: Mail
    message: InboundMessage
    outcome: Outcome
    catalog_version: int | None
    skill_ms: float
    seq: int
    outgoing: tuple[Outgoing, ...]
    alerts: bool = False
    """Whether those who run the business are told of it."""


@dataclass(slots=True)
class LaneWork:
    """A claimed lane, its mail, and what came of it; `now` is the database's time of the claim."""

    claim: Claim
    waiting: Waiting
    now: datetime
    conversation: Conversation | None = None
    answered: list[Answered] = field(default_factory=list)
    failed: Mail | None = None
    failure: str = ""
    retry_at: datetime | None = None
    cut_short: bool = False
    """Whether there was no time left for all of its mail."""
    spent_up: bool = False
    links_spent: LinksSpent = field(default_factory=LinksSpent)

    def fail(self, mail: Mail, why: str) -> None:
        """Note the message that could not be answered, or that still backs off."""
        self.failed, self.failure = mail, storable_text(why)
        self.retry_at = self.now + backoff(mail.attempts) if mail.due else mail.not_before

    @property
    def known_conversation(self) -> Conversation:
        """The conversation; there is one wherever something was answered."""
        assert self.conversation is not None
        return self.conversation

    @property
    def convo_id(self) -> UUID:
        return self.known_conversation.id

    @property
    def kills_workers(self) -> bool:
        return self.claim.crashes >= MAX_CRASHES

    @property
    def is_dead(self) -> bool:
        """Whether the message that failed has had all its chances."""
        if self.failed is None or not self.failed.due:
            return False
        return self.kills_workers or self.failed.attempts + 1 >= MAX_ATTEMPTS

    @property
    def wants_more(self) -> bool:
        """Whether the lane has messages left that this turn did not settle."""
        return self.failed is not None or self.waiting.more or self.cut_short

    @property
    def again_at(self) -> datetime | None:
        """When the rest may be taken up; None: at once."""
        return None if self.is_dead else self.retry_at
