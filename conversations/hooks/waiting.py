"""What waits to be told to a number's webhook, and in which order."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, Min, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Now

from conversations.hooks.troubles import Trouble
from conversations.models import HookEvent

Estado = HookEvent.Estado
GIVE_UP_AFTER = timedelta(hours=24)


def pending(account_id: UUID) -> QuerySet[HookEvent]:
    return HookEvent.objects.filter(waba_account_id=account_id, estado=Estado.PENDIENTE)


def due_heads(account_id: UUID) -> QuerySet[HookEvent]:
    """Return the first event of each conversation, where it is due, the oldest first.

    An event that waits for its next try holds back its own conversation and no other. A test,
    which belongs to none, goes before all.
    """
    due = Q(not_before__isnull=True) | Q(not_before__lte=Now())
    earlier = Q(created_at__lt=OuterRef("created_at")) | Q(
        created_at=OuterRef("created_at"), id__lt=OuterRef("id")
    )
    ahead = pending(account_id).filter(earlier, convo=OuterRef("convo"))
    tests_first = Case(When(log=None, then=Value(0)), default=Value(1))
    return pending(account_id).filter(due, ~Exists(ahead)).order_by(tests_first, "created_at", "id")


def next_due(account_id: UUID) -> tuple[bool, datetime | None]:
    """Return whether anything waits, and from when it can be sent; None means now."""
    if due_heads(account_id).exists():
        return True, None
    later = pending(account_id).aggregate(first=Min("not_before"))["first"]
    return later is not None, later


def bury(events: QuerySet[HookEvent], trouble: Trouble, **facts: Any) -> int:
    """Put events aside as dead; return how many."""
    return events.update(estado=Estado.MUERTO, trouble=trouble, not_before=None, **facts)


def bury_expired(account_id: UUID, now: datetime) -> int:
    """Put aside what has waited for longer than anybody would want to be told of it."""
    waiting = pending(account_id).annotate(since=Coalesce("replayed_at", "created_at"))
    return bury(waiting.filter(since__lt=now - GIVE_UP_AFTER), Trouble.EXPIRED)
