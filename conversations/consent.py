"""The ledger of what people decided about being written to, and decisions made outside a turn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from conversations.fence import overtake
from conversations.models import ConsentEntry, Contact, ContactIdentity, ConvoState
from conversations.standing import apply_consent
from conversations.turn import Consent
from conversations.work import Answered, LaneWork
from liora.ops.clock import DatabaseClock
from tenants.audit import Actor, record

Source = ConsentEntry.Source
WRITTEN = ("estado", "human_until", "human_reason", "no_marketing")
MOST_WORDS = 1000


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a decision is believed: who told, in what words, and when it was made."""

    source: str
    said_at: datetime
    words: str = ""
    wamid: str = ""
    event_id: UUID | None = None
    usuario_id: UUID | None = None


@transaction.atomic
def decide(convo_id: UUID, consent: Consent, evidence: Evidence) -> ConsentEntry:
    """Let a decision stand in a conversation of the caller's scope, and keep its proof.

    Unless a later one of the same kind is known: Meta's notices may overtake each other. Raises
    ConvoState.DoesNotExist for a conversation out of scope.
    """
    convo = overtake(convo_id)
    if not _is_superseded(convo, consent, evidence):
        apply_consent(convo, consent)
        convo.save(update_fields=WRITTEN)
    entry = _entry(convo, consent, evidence)
    entry.save(force_insert=True)
    return entry


@transaction.atomic
def note_decision(
    convo_id: UUID, consent: Consent, note: str, *, source: str, actor: Actor
) -> ConsentEntry:
    """Let a decision stand that somebody of the house was told of in another way.

    Raises ConvoState.DoesNotExist for a conversation out of scope.
    """
    now = DatabaseClock().now()
    evidence = Evidence(source, now, note, usuario_id=actor.usuario_id)
    entry = decide(convo_id, consent, evidence)
    record(
        "consentimiento.anotado",
        actor=actor,
        cliente_id=entry.cliente_id,
        target=str(entry.contact_id),
        after={"decision": str(entry.decision), "kind": str(entry.kind)},
    )
    return entry


def entries_of(contact: Contact) -> QuerySet[ConsentEntry]:
    """Return what a contact decided, also under an id that came to it from another contact."""
    ids = ContactIdentity.objects.filter(contact=contact).values("value")
    return ConsentEntry.objects.filter(Q(contact_id=contact.pk) | Q(user_msisdn__in=ids))


def consent_rows(works: Iterable[LaneWork]) -> list[ConsentEntry]:
    """Return the decisions of turns as rows of the ledger."""
    return [_of_turn(work, one) for work in works for one in work.answered if one.outcome.consent]


def _of_turn(work: LaneWork, answered: Answered) -> ConsentEntry:
    mail, message, consent = answered.mail, answered.message, answered.outcome.consent
    assert consent is not None
    conversation = work.known_conversation
    return ConsentEntry(
        cliente_id=mail.cliente_id,
        contact_id=conversation.contact_id,
        convo_id=conversation.id,
        user_msisdn=mail.address,
        kind=consent.kind,
        decision=consent.decision,
        source=Source.CHAT,
        event_id=mail.event_id,
        wamid=message.wamid[:256],
        words=message.text[:MOST_WORDS],
        said_at=message.sent_at or mail.received_at,
    )


def _entry(convo: ConvoState, consent: Consent, evidence: Evidence) -> ConsentEntry:
    return ConsentEntry(
        cliente_id=convo.cliente_id,
        contact_id=convo.contact_id,
        convo_id=convo.id,
        user_msisdn=convo.user_msisdn,
        kind=consent.kind,
        decision=consent.decision,
        source=evidence.source,
        event_id=evidence.event_id,
        wamid=evidence.wamid[:256],
        words=evidence.words[:MOST_WORDS],
        usuario_id=evidence.usuario_id,
        said_at=evidence.said_at,
    )


def _is_superseded(convo: ConvoState, consent: Consent, evidence: Evidence) -> bool:
    later = ConsentEntry.objects.filter(convo_id=convo.id, kind=consent.kind)
    return later.filter(contact_id=convo.contact_id, said_at__gt=evidence.said_at).exists()
