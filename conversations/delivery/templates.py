"""Templates among what waits to be sent, as Meta last told of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Standing:
    """How a queued template stands: whether Meta stopped it, and whether it advertises."""

    stopped: bool = False
    advertises: bool = False


UNKNOWN = Standing()


def standings(rows: Iterable[Row]) -> Mapping[UUID, Standing]:
    """Return how the templates among the rows stand, of those that are known.

    One of which no status was told is for Meta to judge.
    """
    templates = {row.id: _named(row.content) for row in rows if is_template(row.content)}
    if not templates:
        return {}
    owners = ConversationLog.objects.filter(id__in=templates).values_list(
        "id", "cliente_id", "waba_account__waba_id"
    )
    known = _known(name for name, _language in templates.values())
    return {
        row: known.get((cliente, waba or "", *templates[row]), UNKNOWN)
        for row, cliente, waba in owners
    }


def _known(names: Iterable[str]) -> dict[tuple[UUID, str, str, str], Standing]:
    rows = MessageTemplate.objects.filter(name__in=set(names)).only(
        "cliente_id", "waba_id", "name", "language", "status", "status_at", "category"
    )
    return {(row.cliente_id, row.waba_id, row.name, row.language): _standing(row) for row in rows}


def _standing(row: MessageTemplate) -> Standing:
    stopped = row.status_at is not None and row.status != MessageTemplate.Status.APROBADA
    return Standing(stopped, row.category == MessageTemplate.MARKETING)


def _named(content: object) -> tuple[str, str]:
    """Return name and language of a template message; "" for what it does not say."""
    told = mapping(mapping(content).get("template"))
    return text_of(told.get("name")), text_of(mapping(told.get("language")).get("code"))
