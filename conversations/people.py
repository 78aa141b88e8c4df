"""Who is writing, and where their conversation stands.

A person is known by any of their ids (number, user id); each Cliente has people of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction

from conversations.models import Contact, ContactIdentity, ConvoState
from conversations.phone import comparable
from liora.ops.ids import new_id

Kind = ContactIdentity.Kind
Identity = tuple[UUID, str, str]
"""Cliente, kind, value."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """The person behind one inbound lane, as the webhook described them."""

    cliente_id: UUID
    address: str
    wa_id: str
    bsuid: str
    name: str
    waba_account_id: UUID | None

    def identities(self) -> list[Identity]:
        """Return their ids, the surest first."""
        found = []
        if self.wa_id:
            found = [(Kind.WA_ID, self.wa_id), (Kind.PHONE, comparable(self.wa_id))]
        if self.bsuid:
            found.append((Kind.BSUID, self.bsuid))
        return [(self.cliente_id, str(kind), value[:140]) for kind, value in found if value]


@dataclass(slots=True)
class Conversation:
    """A working copy of ConvoState, moved on turn by turn and written back in one go."""

    id: UUID
    contact_id: UUID
    contact_name: str
    last_intent: str
    last_seq: int
    slots: dict[str, Any] = field(default_factory=dict)
    seen_seq: int = 0
    """`last_seq` as it was read: the fence of the write."""

    def __post_init__(self) -> None:
        self.seen_seq = self.last_seq

    def next_seq(self) -> int:
        self.last_seq += 1
        return self.last_seq


def conversations_of(speakers: Iterable[Speaker]) -> dict[tuple[UUID, str], Conversation]:
    """Return each speaker's conversation by (cliente, address), made now for those who are new."""
    speakers = list(speakers)
    known = _known(speakers)
    unknown = [speaker for speaker in speakers if not _belonging(speaker, known)]
    if unknown:
        _welcome(unknown, known)
        known = _known(speakers)
    _learn(speakers, known)
    return {
        (speaker.cliente_id, speaker.address): found
        for speaker in speakers
        if (found := _belonging(speaker, known))
    }


def _belonging(speaker: Speaker, known: dict[Identity, Conversation]) -> Conversation | None:
    return next((known[one] for one in speaker.identities() if one in known), None)


def _known(speakers: list[Speaker]) -> dict[Identity, Conversation]:
    wanted = {identity for speaker in speakers for identity in speaker.identities()}
    rows = ContactIdentity.objects.filter(
        cliente__in={identity[0] for identity in wanted},
        value__in={identity[2] for identity in wanted},
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
        "contact__state__slots_json",
    )
    by_id: dict[UUID, Conversation] = {}
    # One copy per conversation, whichever of its ids led to it: two lanes may share a person.
    return {
        (cliente, kind, value): by_id.setdefault(state, Conversation(state, *rest))
        for cliente, kind, value, state, *rest in rows
    }


@transaction.atomic
def _welcome(speakers: list[Speaker], known: dict[Identity, Conversation]) -> None:
    """Make contact, identities and conversation of people who never wrote before.

    Another worker may be welcoming the same person from another lane: the unique keys decide,
    and whoever reads again finds the winner.
    """
    contacts: dict[Identity, Contact] = {}
    states = []
    for speaker in speakers:
        if not speaker.identities() or any(one in contacts for one in speaker.identities()):
            continue
        contact = Contact(id=new_id(), cliente_id=speaker.cliente_id, name=speaker.name[:200])
        contacts |= dict.fromkeys(speaker.identities(), contact)
        states.append(
            ConvoState(
                cliente_id=speaker.cliente_id,
                contact=contact,
                user_msisdn=speaker.address,
                waba_account_id=speaker.waba_account_id,
            )
        )
    Contact.objects.bulk_create({contact.id: contact for contact in contacts.values()}.values())
    _identify(contacts)
    ConvoState.objects.bulk_create(states, ignore_conflicts=True)


def _identify(contacts: dict[Identity, Contact]) -> None:
    ContactIdentity.objects.bulk_create(
        [
            ContactIdentity(cliente_id=cliente, kind=kind, value=value, contact_id=contact.id)
            for (cliente, kind, value), contact in contacts.items()
        ],
        ignore_conflicts=True,
    )


def _learn(speakers: list[Speaker], known: dict[Identity, Conversation]) -> None:
    """Keep ids that a known person showed for the first time, such as a user id."""
    news = {
        identity: Contact(id=found.contact_id)
        for speaker in speakers
        if (found := _belonging(speaker, known))
        for identity in speaker.identities()
        if identity not in known
    }
    if news:
        _identify(news)
