"""An account's templates as Graph lists them, kept unless something newer is known.

Must run within the scope of a Cliente and in a transaction. An account may have thousands, so only
what differs is written row by row.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from liora.ops.any_of import AnyOf
from whatsapp.inbound import mapping, text_of
from whatsapp.message_templates import news
from whatsapp.message_templates.news import Named
from whatsapp.models import MessageTemplate
from whatsapp.webhook.storable import storable

Status = MessageTemplate.Status
NO_REASON = "NONE"
MOMENTS = ("status_at", "quality_at", "category_at", "components_at")


@dataclass(frozen=True, slots=True)
class Told:
    """What a list says of one template; `facts` are its columns, by kind."""

    named: Named
    facts: Mapping[str, Mapping[str, Any]]

    @property
    def key(self) -> tuple[str, str]:
        return self.named.name, self.named.language

    @property
    def columns(self) -> dict[str, Any]:
        return {name: value for facts in self.facts.values() for name, value in facts.items()}

    def differs_from(self, row: MessageTemplate) -> Iterator[str]:
        """Yield the kinds of facts that a row does not have as they are told here."""
        for kind, facts in self.facts.items():
            if any(getattr(row, column) != value for column, value in facts.items()):
                yield kind


def keep_list(waba_id: str, listed: Sequence[Any], *, asked_at: datetime) -> int:
    """Keep a whole list that was asked for at a time; return how many templates it holds.

    What it no longer names is BORRADA, unless news of it came after the list was asked for.
    """
    told = {one.key: one for one in _told(waba_id, listed)}
    _add(waba_id, told, asked_at)
    # Locked in order: the news of a webhook wait, or are seen here.
    rows = MessageTemplate.objects.filter(waba_id=waba_id).order_by("id")
    named = {row.id: row for row in rows.select_for_update(of=("self",)) if _key(row) in told}
    for row in named.values():
        one = told[_key(row)]
        for kind in one.differs_from(row):
            news.keep(one.named, kind, one.facts[kind], at=asked_at)
    MessageTemplate.objects.filter(AnyOf("id", named)).update(synced_at=asked_at)
    _date(waba_id, asked_at)
    _forget(waba_id, asked_at)
    return len(told)


def _told(waba_id: str, listed: Sequence[Any]) -> Iterator[Told]:
    for one in map(mapping, storable(listed)):
        if _is_named(one):
            name, language = text_of(one["name"]), text_of(one["language"])
            yield Told(Named(waba_id, name, language, _id(one)), _facts(one))


def _add(waba_id: str, told: Mapping[tuple[str, str], Told], asked_at: datetime) -> None:
    known = MessageTemplate.objects.filter(waba_id=waba_id).values_list("name", "language")
    moments = dict.fromkeys(MOMENTS, asked_at)
    unknown = (told[key] for key in told.keys() - set(known))
    news.introduce({one.named: {**one.columns, **moments} for one in unknown})


def _key(row: MessageTemplate) -> tuple[str, str]:
    return row.name, row.language


def _date(waba_id: str, asked_at: datetime) -> None:
    """Let what the list confirms count as told by it, so that older news cannot undo it."""
    confirmed = MessageTemplate.objects.filter(waba_id=waba_id, synced_at=asked_at)
    for moment in MOMENTS:
        older = Q(**{f"{moment}__isnull": True}) | Q(**{f"{moment}__lt": asked_at})
        confirmed.filter(older).update(**{moment: asked_at})


def _forget(waba_id: str, asked_at: datetime) -> None:
    gone = MessageTemplate.objects.filter(waba_id=waba_id).exclude(synced_at=asked_at)
    gone.exclude(status_at__gt=asked_at).exclude(synced_at__gt=asked_at).exclude(
        status=Status.BORRADA
    ).update(status=Status.BORRADA, status_at=asked_at)


def _facts(one: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    reason = text_of(one.get("rejected_reason"))
    is_named = text_of(one.get("parameter_format")).upper() == MessageTemplate.Format.NAMED
    parts = one.get("components")
    return {
        "status": {
            "status": text_of(one.get("status")).upper()[:30],
            "rejected_reason": "" if reason == NO_REASON else reason[:500],
        },
        "quality": {"quality": text_of(mapping(one.get("quality_score")).get("score"))[:20]},
        "category": {"category": text_of(one.get("category")).upper()[:30]},
        "components": {
            "components": parts if isinstance(parts, list) else [],
            "parameter_format": MessageTemplate.Format.NAMED
            if is_named
            else MessageTemplate.Format.POSITIONAL,
        },
    }


def _is_named(one: Mapping[str, Any]) -> bool:
    return 0 < len(text_of(one.get("name"))) <= 512 and 0 < len(text_of(one.get("language"))) <= 20


def _id(one: Mapping[str, Any]) -> str:
    return text_of(one.get("id"))[:40]
