"""An account's templates as Graph lists them, kept unless something newer is known.

Must run within the scope of a Cliente and in a transaction.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from whatsapp.inbound import mapping, text_of
from whatsapp.message_templates import news
from whatsapp.message_templates.news import Named
from whatsapp.models import MessageTemplate

Status = MessageTemplate.Status
NO_REASON = "NONE"


def keep_list(waba_id: str, listed: Sequence[Any], *, asked_at: datetime) -> int:
    """Keep a whole list that was asked for at a time; return how many templates it holds.

    What it no longer names is BORRADA, unless news of it came after the list was asked for.
    """
    named = [one for one in map(mapping, listed) if _is_named(one)]
    for one in named:
        _keep(waba_id, one, asked_at)
    gone = MessageTemplate.objects.filter(waba_id=waba_id).exclude(synced_at=asked_at)
    gone.exclude(status_at__gt=asked_at).exclude(synced_at__gt=asked_at).exclude(
        status=Status.BORRADA
    ).update(status=Status.BORRADA, status_at=asked_at)
    return len(named)


def _keep(waba_id: str, one: Mapping[str, Any], at: datetime) -> None:
    named = Named(waba_id, text_of(one["name"]), text_of(one["language"]), _id(one))
    for kind, facts in _facts(one).items():
        news.keep(named, kind, facts, at=at)
    news.meant(named).update(synced_at=at)


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
