"""Templates among what waits to be sent, as Meta last told of them."""

from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from conversations.models import ConversationLog
from whatsapp.inbound import mapping, text_of
from whatsapp.models import MessageTemplate


class Row(Protocol):
    @property
    def id(self) -> UUID: ...
    @property
    def content(self) -> object: ...


def is_template(content: object) -> bool:
    """Whether Meta takes it at any time: free text only answers what was written in a day."""
    # Whatever is in the ledger, a row that cannot be read must end as one that failed.
    return isinstance(content, dict) and content.get("type") == "template"


def stopped_templates(rows: Iterable[Row]) -> set[UUID]:
    """Return those of the rows whose template is known not to be approved.

    One of which no status was told is for Meta to judge.
    """
    templates = {row.id: _named(row.content) for row in rows if is_template(row.content)}
    if not templates:
        return set()
    owners = ConversationLog.objects.filter(id__in=templates).values_list(
        "id", "cliente_id", "waba_account__waba_id"
    )
    known = _stopped(name for name, _language in templates.values())
    return {row for row, *owner in owners if (*owner, *templates[row]) in known}


def _stopped(names: Iterable[str]) -> set[tuple[UUID, str, str, str]]:
    rows = MessageTemplate.objects.filter(name__in=set(names), status_at__isnull=False)
    return set(
        rows.exclude(status=MessageTemplate.Status.APROBADA).values_list(
            "cliente_id", "waba_id", "name", "language"
        )
    )


def _named(content: object) -> tuple[str, str]:
    """Return name and language of a template message; "" for what it does not say."""
    told = mapping(mapping(content).get("template"))
    return text_of(told.get("name")), text_of(mapping(told.get("language")).get("code"))
