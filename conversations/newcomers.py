"""Making contact, ids and conversation of people who never wrote before."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from conversations.models import Contact, ContactIdentity, ConvoState
from conversations.speaker import Identity, Speaker, identify
from liora.ops.ids import new_id


@transaction.atomic
def welcome(speakers: Iterable[Speaker]) -> None:
    """Make sure every speaker with an id has a conversation.

    Another worker may be welcoming the same person from another lane (their number and their
    user id, say). The unique keys decide whose contact it is, and the other one goes.
    """
    newcomers = [speaker for speaker in speakers if speaker.identities()]
    _take_recycled(newcomers)
    claimed = _claimed(newcomers)
    made = _make_contacts(claimed, newcomers)
    identify(claimed)
    owners = _owners(claimed)
    states = {}
    for speaker in newcomers:
        contact = _owner(speaker, owners, claimed)
        states[contact] = ConvoState(
            cliente_id=speaker.cliente_id,
            contact_id=contact,
            user_msisdn=speaker.address,
            waba_account_id=speaker.waba_account_id,
        )
    Contact.objects.filter(id__in=made - set(states)).delete()
    ConvoState.objects.bulk_create(states.values(), ignore_conflicts=True)


def _take_recycled(newcomers: list[Speaker]) -> None:
    """Take numbers that others have left: operators give them to new customers."""
    identities = {one for speaker in newcomers for one in speaker.identities()}
    retired = ContactIdentity.objects.filter(
        cliente__in={identity[0] for identity in identities},
        value__in={identity[2] for identity in identities},
        retired_at__isnull=False,
    ).values_list("id", "cliente_id", "kind", "value")
    # Both lists together also name what one business's newcomer shares with another's contact.
    left = [row for row, *identity in retired if tuple(identity) in identities]
    ContactIdentity.objects.filter(id__in=left).delete()


def _claimed(speakers: list[Speaker]) -> dict[Identity, UUID]:
    """Return whose each id shall be: speakers who share one, or an address, are one person."""
    at_address = _at_address(speakers)
    claimed: dict[Identity, UUID] = {}
    for speaker in speakers:
        ids = speaker.identities()
        shared = (claimed[one] for one in ids if one in claimed)
        known = at_address.get((speaker.cliente_id, speaker.address))
        claimed = dict.fromkeys(ids, known or next(shared, new_id())) | claimed
    return claimed


def _at_address(speakers: list[Speaker]) -> dict[tuple[UUID, str], UUID]:
    """Return the contacts whose conversation is at one of these addresses, whatever their ids."""
    rows = ConvoState.objects.filter(
        cliente__in={speaker.cliente_id for speaker in speakers},
        user_msisdn__in={speaker.address for speaker in speakers},
    ).values_list("cliente_id", "user_msisdn", "contact_id")
    return {(cliente, address): contact for cliente, address, contact in rows}


def _make_contacts(claimed: dict[Identity, UUID], speakers: list[Speaker]) -> set[UUID]:
    """Write the contacts that are not there yet; return their ids."""
    there = set(Contact.objects.filter(id__in=claimed.values()).values_list("id", flat=True))
    made = {
        contact: Contact(id=contact, cliente_id=speaker.cliente_id, name=speaker.name[:200])
        for speaker in speakers
        if (contact := claimed[speaker.identities()[0]]) not in there
    }
    Contact.objects.bulk_create(made.values())
    return set(made)


def _owners(identities: Iterable[Identity]) -> dict[Identity, UUID]:
    """Read back who has these ids, now that whoever was faster has committed."""
    identities = list(identities)
    rows = ContactIdentity.objects.filter(
        cliente__in={identity[0] for identity in identities},
        value__in={identity[2] for identity in identities},
    ).values_list("cliente_id", "kind", "value", "contact_id")
    return {(cliente, kind, value): contact for cliente, kind, value, contact in rows}


def _owner(speaker: Speaker, owners: dict[Identity, UUID], claimed: dict[Identity, UUID]) -> UUID:
    """Return the contact of one speaker: whoever was first with any of their ids."""
    ids = speaker.identities()
    faster = (owners[one] for one in ids if owners.get(one) not in (None, claimed[one]))
    return next(faster, claimed[ids[0]])
