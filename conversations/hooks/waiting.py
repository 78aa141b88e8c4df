"""What waits to be told to a number's webhook, and in which order."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Now

from conversations.hooks.troubles import Trouble
from conversations.models import HookEvent

Estado = HookEvent.Estado
GIVE_UP_AFTER = timedelta(hours=24)


def pending(account_id: UUID) -> QuerySet[HookEvent]:
    return HookEvent.objects.filter(waba_account_id=account_id, estado=Estado.PENDIENTE)


def due_first(account_id: UUID, most: int) -> list[HookEvent]:
    """Return what goes out next, with its rows: tests, which belong to no conversation, ahead."""
    tests = list(_with_rows(_due_tests(account_id))[:most])
    left = most - len(tests)
    return tests + list(_with_rows(_due_heads(account_id))[:left]) if left else tests


def _due_tests(account_id: UUID) -> QuerySet[HookEvent]:
    return pending(account_id).filter(_is_due(), convo=None).order_by("created_at", "id")


def _due_heads(account_id: UUID) -> QuerySet[HookEvent]:
    """Return the first event of each conversation, where it is due, the oldest first.

    An event that waits for its next try holds back its own conversation and no other.
    """
    # One look into an index for each row; asking whether any row is earlier would read them all.
    of_its_convo = pending(account_id).filter(convo=OuterRef("convo")).order_by("created_at", "id")
    head = Subquery(of_its_convo.values("pk")[:1])
    heads = pending(account_id).filter(_is_due(), convo__isnull=False, pk=head)
    return heads.order_by("created_at", "id")


def _is_due() -> Q:
    return Q(not_before__isnull=True) | Q(not_before__lte=Now())


def _with_rows(events: QuerySet[HookEvent]) -> QuerySet[HookEvent]:
    return events.select_related("waba_account", "log__event", "log__media")


def next_due(account_id: UUID) -> tuple[bool, datetime | None]:
    """Return whether anything waits, and from when it can be sent; None means now."""
    # Not `exists`, which drops the order, and with it the index that finds the first at once.
    if [*_due_tests(account_id).values("pk")[:1], *_due_heads(account_id).values("pk")[:1]]:
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
