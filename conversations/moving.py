"""A person who goes by another number or user id is still the same person."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from conversations.fence import overtake
from conversations.merging import absorb
from conversations.models import (
    Contact,
    ContactIdentity,
    ConversationLog,
    ConvoState,
)
from conversations.notices.notice import Notice
from conversations.outbound_lanes import wake_outbound
from conversations.phone import comparable
from conversations.speaker import Kind, Speaker, identify
from whatsapp.identity_change import IdentityChange, read_identity_change
from whatsapp.inbound import first, mapping, text_of
from whatsapp.models import InboundEvent

Direction, Estado = ConversationLog.Direction, ConversationLog.Estado
INTENT = "sistema.cambio_de_numero"
# Meta counts whole seconds.
METAS_CLOCK = timedelta(seconds=1)


def moved(notice: Notice) -> None:
    """Let the contact go by the new ids, merged with whoever is known by them already.

    Nobody is made for it: of a person who never wrote there is nothing to keep. A notice that comes
    twice, or after the person was seen on the old number again, changes nothing.
    """
    message = mapping(first(notice.value.get("messages")))
    change = read_identity_change(message)
    before = _speaker(notice, change.old_number, change.old_user)
    after = _speaker(notice, change.new_number, change.new_user)
    known = _owners(before, notice.at)
    left = _spellings(known, change.old_number)
    if not known or _are_back(known, left, notice.at):
        return
    contact = _one_contact([*known, *_owners(after, notice.at)])
    if contact is None or not _is_news(contact, before, after):
        return
    _go_by(after, contact)
    if change.changes_number:
        _leave(left, contact, notice.at)
    convo = ConvoState.objects.get(contact=contact)
    for old, new in _addresses(change, left):
        _readdress(convo, old, new)
    _keep_in_log(notice, text_of(message.get("id")), overtake(convo.id), change)


def _speaker(notice: Notice, number: str, user: str) -> Speaker:
    return Speaker(notice.cliente_id, number or user, number, user, "", notice.account_id)


def _owners(speaker: Speaker, at: datetime) -> list[UUID]:
    """Return the contacts that were known by one of these ids at that time."""
    ids = {(kind, value) for _cliente, kind, value in speaker.identities()}
    theirs = Q(retired_at__isnull=True) | Q(retired_at__gte=at)
    rows = ContactIdentity.objects.filter(theirs, value__in={value for _kind, value in ids})
    return [
        contact
        for kind, value, contact in rows.values_list("kind", "value", "contact_id")
        if (kind, value) in ids
    ]


def _one_contact(found: Iterable[UUID]) -> UUID | None:
    """Merge what is one person into the contact known longest; return it."""
    contacts = list(
        Contact.objects.filter(id__in=set(found), state__isnull=False)
        .order_by("created_at", "id")
        .values_list("id", flat=True)
    )
    for other in contacts[1:]:
        absorb(contacts[0], other)
    return contacts[0] if contacts else None


def _is_news(contact: UUID, before: Speaker, after: Speaker) -> bool:
    """Tell whether the contact is not known by the new ids alone yet."""
    current = set(
        ContactIdentity.objects.filter(contact=contact, retired_at__isnull=True).values_list(
            "kind", "value"
        )
    )
    wanted = {(kind, value) for _cliente, kind, value in after.identities()}
    left = bool(after.wa_id) and (Kind.WA_ID, before.wa_id) in current
    return not wanted <= current or (left and before.wa_id != after.wa_id)


def _spellings(contacts: Iterable[UUID], number: str) -> set[str]:
    """Return the forms in which these contacts have a number, beside the one that is told."""
    if not number:
        return set()
    rows = ContactIdentity.objects.filter(contact__in=contacts, kind=Kind.WA_ID)
    theirs = set(rows.values_list("value", flat=True))
    return {number} | {one for one in theirs if comparable(one) == comparable(number)}


def _are_back(contacts: Iterable[UUID], numbers: set[str], at: datetime) -> bool:
    """Tell whether they have written, since, from the number they are said to have left."""
    return ConversationLog.objects.filter(
        convo__contact__in=contacts,
        direction=Direction.IN,
        user_msisdn__in=numbers,
        event__kind=InboundEvent.Kind.MESSAGE,
        event__sent_at__gte=at + METAS_CLOCK,
    ).exists()


def _go_by(speaker: Speaker, contact: UUID) -> None:
    identify(dict.fromkeys(speaker.identities(), contact))
    ids = Q()
    for _cliente, kind, value in speaker.identities():
        ids |= Q(kind=kind, value=value)
    if ids:
        ContactIdentity.objects.filter(ids, contact=contact).update(retired_at=None)


def _leave(numbers: set[str], contact: UUID, at: datetime) -> None:
    """Give up the old number. A user id is nobody else's ever, so it goes on leading here."""
    values = numbers | {comparable(number) for number in numbers}
    ContactIdentity.objects.filter(
        contact=contact, kind__in=(Kind.WA_ID, Kind.PHONE), value__in=values
    ).update(retired_at=at)


def _addresses(change: IdentityChange, left: set[str]) -> Iterator[tuple[set[str], str]]:
    """Yield which addresses are no longer theirs, and which one takes their place."""
    if change.changes_number:
        yield left, change.new_number
    if change.old_user and change.new_user:
        yield {change.old_user}, change.new_user


def _readdress(convo: ConvoState, old: set[str], new: str) -> None:
    """Send what waits, and what comes, to the new address: the old one may be a stranger's."""
    waiting = ConversationLog.objects.filter(
        convo=convo, estado__in=ConversationLog.UNSENT, user_msisdn__in=old
    )
    if waiting.update(user_msisdn=new, sent_to=""):
        wake_outbound({convo.id: convo.cliente_id}, at_once=True)
    theirs = ConvoState.objects.filter(id=convo.id, user_msisdn__in=old)
    if not ConvoState.objects.filter(user_msisdn=new).exclude(id=convo.id).exists():
        theirs.update(user_msisdn=new, send_as="")


def _keep_in_log(notice: Notice, wamid: str, convo: ConvoState, change: IdentityChange) -> None:
    text = _("La persona cambió de número.") if change.changes_number else ""
    ConversationLog(
        cliente_id=notice.cliente_id,
        waba_account_id=notice.account_id or convo.waba_account_id,
        convo=convo,
        event_id=notice.event_id,
        seq=convo.last_seq,
        user_msisdn=convo.user_msisdn,
        direction=Direction.IN,
        intent=INTENT,
        message_type="system",
        message_body=text or _("WhatsApp cambió el identificador de la persona."),
        estado=Estado.RECIBIDO,
        wamid=wamid[:256],
    ).save(force_insert=True)
