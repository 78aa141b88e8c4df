"""Finding people by a phone number, whichever of its forms is typed and whichever is known."""

from uuid import UUID

from conversations.models import ContactIdentity, ConvoState
from conversations.speaker import Kind
from conversations.typed_phone import meant

# Nobody reads more, and a number that so many share was typed too short.
MOST = 100


def contacts_at(typed: str) -> list[UUID]:
    """Return whoever has, or had, a number that somebody typed; within the open scope."""
    forms = meant(typed)
    if not forms:
        return []
    found = ContactIdentity.objects.filter(kind=Kind.PHONE, value__in=forms)
    return list(found.values_list("contact_id", flat=True)[:MOST])


def conversations_at(typed: str) -> list[UUID]:
    """Return the conversations of `contacts_at`."""
    of_them = ConvoState.objects.filter(contact__in=contacts_at(typed))
    return list(of_them.values_list("id", flat=True))
