"""What the tests look at: rows of the conversation, whoever they belong to."""

from typing import Any

from django_scopes import scopes_disabled

from conversations.models import Contact, ContactIdentity, ConversationLog, ConvoState, OutboundLane
from whatsapp.models import InboundLane


def logs(**filters: Any) -> list[ConversationLog]:
    with scopes_disabled():
        return list(ConversationLog.objects.filter(**filters).order_by("convo", "seq"))


def log(**filters: Any) -> ConversationLog:
    (found,) = logs(**filters)
    return found


def sent_rows(**filters: Any) -> list[ConversationLog]:
    return logs(direction=ConversationLog.Direction.OUT, **filters)


def states(**filters: Any) -> list[ConvoState]:
    with scopes_disabled():
        return list(ConvoState.objects.filter(**filters).order_by("created_at", "id"))


def state(**filters: Any) -> ConvoState:
    (found,) = states(**filters)
    return found


def contacts(**filters: Any) -> list[Contact]:
    with scopes_disabled():
        return list(Contact.objects.filter(**filters).order_by("created_at", "id"))


def identities(**filters: Any) -> set[tuple[str, str]]:
    with scopes_disabled():
        return set(ContactIdentity.objects.filter(**filters).values_list("kind", "value"))


def inbound_lanes(**filters: Any) -> list[InboundLane]:
    with scopes_disabled():
        return list(InboundLane.objects.filter(**filters))


def outbound_lanes(**filters: Any) -> list[OutboundLane]:
    with scopes_disabled():
        return list(OutboundLane.objects.filter(**filters))
