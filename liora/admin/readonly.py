from typing import Any

from django.http import HttpRequest

from liora.admin.pages import Page


class ReadOnlyPage(Page):
    """What happened: it can be looked at, and not added, changed or deleted."""

    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
