"""What a worker holds between claiming lanes and committing their turns."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from conversations.mail import Mail, Waiting
from conversations.people import Conversation
from conversations.turn import Outcome
from liora.ops.backoff import backoff
from liora.ops.lanes import Claim
from whatsapp.graph.messages import Message, Text, content, preview, split
from whatsapp.inbound import InboundMessage

MAX_ATTEMPTS = 5
# A lane whose workers died this often in a row holds a message that kills workers.
MAX_CRASHES = 5


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to send, in Graph's shape and as a line to read."""

    seq: int
    content: dict[str, Any]
    preview: str


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


@dataclass(slots=True)
class LaneWork:
    """A claimed lane, its mail, and what came of it."""

    claim: Claim
    waiting: Waiting
    conversation: Conversation | None = None
    answered: list[Answered] = field(default_factory=list)
    failed: Mail | None = None
    failure: str = ""
    claimed_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def fail(self, mail: Mail, why: str) -> None:
        self.failed, self.failure = mail, why

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
        return self.failed is not None or self.waiting.more

    @property
    def again_at(self) -> datetime | None:
        """When the rest may be taken up; None: at once."""
        if self.failed is None or self.is_dead:
            return None
        if not self.failed.due:
            return self.failed.not_before
        return datetime.now(UTC) + backoff(self.failed.attempts)


def outgoing(replies: tuple[Message, ...], conversation: Conversation) -> tuple[Outgoing, ...]:
    """Number the messages to send; a text too long for one message becomes several."""
    pieces = [
        piece
        for reply in replies
        for piece in (split(reply) if isinstance(reply, Text) else (reply,))
    ]
    return tuple(
        Outgoing(conversation.next_seq(), content(piece), preview(piece)) for piece in pieces
    )
