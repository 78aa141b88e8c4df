"""What the tests of webhooks look at."""

from typing import Any

from django_scopes import scopes_disabled

from conversations.models import HookEvent, HookLane


def events(**filters: Any) -> list[HookEvent]:
    with scopes_disabled():
        return list(HookEvent.objects.filter(**filters).order_by("created_at", "id"))


def event(**filters: Any) -> HookEvent:
    (found,) = events(**filters)
    return found


def lane(**filters: Any) -> HookLane:
    with scopes_disabled():
        return HookLane.objects.get(**filters)


def change(model: Any, **columns: Any) -> None:
    with scopes_disabled():
        model.objects.update(**columns)
