"""The phone's screens as JSON values: the list of chats, and what is new in one of them."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django_scopes import scopes_disabled

from whatsapp.models.event import InboundEvent
from whatsapp.simulator import account_templates, statuses
from whatsapp.simulator.models import SimulatorMessage
from whatsapp.simulator.phone import TYPING, Direction, Status

CHATS_MOST = 200
MESSAGES_MOST = 500
# A change is told again for this long, so that none is lost to a transaction that ends late.
OVERLAP = timedelta(seconds=2)


def listed(phone_number_id: str) -> list[dict[str, Any]]:
    """Return the chats with a number, the latest first, each with its last message."""
    every = SimulatorMessage.objects.filter(phone_number_id=phone_number_id)
    _stored(every)
    rows = (
        every.values("address")
        .annotate(
            latest=Max("created_at"),
            unread=Count("id", filter=Q(direction=Direction.BUSINESS) & ~_looked_at()),
            last_id=_newest(every, "id"),
            name=_newest(every.exclude(name=""), "name"),
        )
        .order_by("-latest")[:CHATS_MOST]
    )
    last = every.in_bulk([row["last_id"] for row in rows])
    return [
        {
            "address": row["address"],
            "name": row["name"] or "",
            "unread": row["unread"],
            "last": _as_json(last[row["last_id"]]),
        }
        for row in rows
    ]


def news(
    phone_number_id: str, address: str, *, after: datetime | None, seen: bool
) -> dict[str, Any]:
    """Return what changed in a chat after `after`, whether the business is typing, and cursors.

    `cursor` is the next `after`; `version` changes whenever any chat of the number does.
    """
    every = SimulatorMessage.objects.filter(phone_number_id=phone_number_id)
    chat = every.filter(address=address)
    _stored(chat)
    if seen:
        statuses.read(list(chat.filter(direction=Direction.BUSINESS, status=Status.DELIVERED)))
    changed = chat.filter(updated_at__gt=after) if after else chat
    messages = list(changed.order_by("-created_at", "-id")[:MESSAGES_MOST])[::-1]
    version = every.aggregate(latest=Max("updated_at"))["latest"]
    return {
        "messages": [_as_json(message) for message in messages],
        "typing": _is_typing(chat),
        "cursor": _cursor(messages, after),
        "version": version.isoformat() if version else "",
    }


def _stored(messages: QuerySet[SimulatorMessage]) -> None:
    """Give the second tick to what Liora has kept: its row is in `inbound_event`."""
    sent = list(
        messages.filter(direction=Direction.PERSON, status=Status.SENT).values_list(
            "wamid", flat=True
        )
    )
    if not sent:
        return
    with scopes_disabled():
        events = InboundEvent.objects.filter(message_id__in=sent, kind=InboundEvent.Kind.MESSAGE)
        kept = list(events.values_list("message_id", flat=True))
    messages.filter(wamid__in=kept, status=Status.SENT).update(status=Status.DELIVERED)


def _is_typing(chat: QuerySet[SimulatorMessage]) -> bool:
    until = chat.filter(typing_until__gt=timezone.now()).aggregate(last=Max("typing_until"))["last"]
    if until is None:
        return False
    answers = chat.filter(direction=Direction.BUSINESS, created_at__gt=until - TYPING)
    return not answers.exists()


def _cursor(messages: list[SimulatorMessage], after: datetime | None) -> str:
    latest = max((message.updated_at for message in messages), default=after)
    return min(latest, timezone.now() - OVERLAP).isoformat() if latest else ""


def _looked_at() -> Q:
    return Q(status__in=[Status.READ, Status.FAILED])


def _newest(rows: QuerySet[SimulatorMessage], field: str) -> Subquery:
    mine = rows.filter(address=OuterRef("address")).order_by("-created_at", "-id")
    return Subquery(mine.values(field)[:1])


def _as_json(message: SimulatorMessage) -> dict[str, Any]:
    return {
        "wamid": message.wamid,
        "mine": message.direction == Direction.PERSON,
        "kind": message.kind,
        "body": message.body,
        "status": message.status,
        "failure": message.failure,
        "at": message.created_at.isoformat(),
        **_drawn(message),
    }


def _drawn(message: SimulatorMessage) -> dict[str, Any]:
    """Return what a template says, which its message only names."""
    if message.kind != "template" or message.direction == Direction.PERSON:
        return {}
    shown = account_templates.shown(message.body["template"], settings.SIMULATOR_ORIGIN)
    return {"template": shown}
