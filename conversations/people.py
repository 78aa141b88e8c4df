"""Who is writing, and where their conversation stands.

A person is known by any of their ids (number, user id); each Cliente has people of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from conversations.models import Contact, ContactIdentity
from conversations.newcomers import welcome
from conversations.speaker import Identity, Speaker, identify
from liora.ops.any_of import AnyOf

Known = Mapping[Identity, "Theirs"]


@dataclass(slots=True)
class Conversation:
    """A working copy of ConvoState, moved on turn by turn and written back in one go."""

    id: UUID
    contact_id: UUID
    contact_name: str
    last_intent: str
    last_seq: int
    estado: str
    slots: dict[str, Any] = field(default_factory=dict)
    human_until: datetime | None = None
    human_reason: str = ""
    no_marketing: bool = False
    alerted_at: datetime | None = None
    recent: Sequence[Sequence[int]] = ()
    seen_seq: int = 0
    """`last_seq` as it was read: the fence of the write."""
    user_msisdn: str = ""
    left: set[str] = field(default_factory=set)
    """Numbers that were theirs: what comes late from one of them is not answered there."""
    ordering: bool = False
    """Whether its last turn placed an order that is not kept yet."""

    def __post_init__(self) -> None:
        self.seen_seq = self.last_seq

    def address_of(self, written_from: str) -> str:
        """Return where somebody is answered who wrote from there."""
        return self.user_msisdn if written_from in self.left else written_from

    def next_seq(self) -> int:
        self.last_seq += 1
        return self.last_seq


@dataclass(frozen=True, slots=True)
class Theirs:
    """Whose an id is, and until when it was, if they have left it."""

    conversation: Conversation
    retired_at: datetime | None

    def are_heard(self, speaker: Speaker) -> bool:
        """Whether it was they who wrote, and not who has their old number now."""
        if self.retired_at is None:
            return True
        return speaker.heard_at is not None and speaker.heard_at <= self.retired_at


def conversations_of(speakers: Iterable[Speaker]) -> dict[tuple[UUID, str], Conversation]:
    """Return each speaker's conversation by (cliente, address), made now for those who are new."""
    speakers = list(speakers)
    known = _known(speakers)
    unknown = [speaker for speaker in speakers if not _belonging(speaker, known)]
    if unknown:
        welcome(unknown)
        known = _known(speakers)
    found = [(speaker, theirs) for speaker in speakers if (theirs := _belonging(speaker, known))]
    _learn(found, known)
    return {(speaker.cliente_id, speaker.address): theirs for speaker, theirs in found}


def _belonging(speaker: Speaker, known: Known) -> Conversation | None:
    found = (known[one] for one in speaker.identities() if one in known)
    return next((theirs.conversation for theirs in found if theirs.are_heard(speaker)), None)


def _known(speakers: list[Speaker]) -> Known:
    wanted = {identity for speaker in speakers for identity in speaker.identities()}
    rows = ContactIdentity.objects.filter(
        AnyOf("cliente_id", {identity[0] for identity in wanted}),
        AnyOf("value", {identity[2] for identity in wanted}),
        contact__state__isnull=False,
    ).values_list(
        "cliente_id",
        "kind",
        "value",
        "contact__state__id",
        "contact_id",
        "contact__name",
        "contact__state__last_intent",
        "contact__state__last_seq",
        "contact__state__estado",
        "contact__state__slots_json",
        "contact__state__human_until",
        "contact__state__human_reason",
        "contact__state__no_marketing",
        "contact__state__alerted_at",
        "contact__state__recent_json",
        "contact__state__user_msisdn",
        "retired_at",
    )
    by_id: dict[UUID, Conversation] = {}
    # One copy per conversation, whichever of its ids led to it: two lanes may share a person.
    known: dict[Identity, Theirs] = {}
    for cliente, kind, value, state, *rest, address, retired_at in rows:
        theirs = by_id.setdefault(state, Conversation(state, *rest))
        theirs.user_msisdn = address
        known[cliente, kind, value] = Theirs(theirs, retired_at)
        if retired_at:
            theirs.left.add(value)
    return known


def _learn(found: list[tuple[Speaker, Conversation]], known: Known) -> None:
    """Keep what a known person showed for the first time: an id, a new name of their profile."""
    news = {
        identity: theirs.contact_id
        for speaker, theirs in found
        for identity in speaker.identities()
        if identity not in known
    }
    if news:
        identify(news)
    for speaker, theirs in found:
        name = speaker.name[:200]
        if name and name != theirs.contact_name:
            Contact.objects.filter(id=theirs.contact_id).update(name=name)
            theirs.contact_name = name
