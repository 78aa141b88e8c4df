"""Searching tables that grow for ever without reading them whole."""

import re
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from liora.ops.ids import first_id

PHONE = re.compile(r"\+?[\d\s().-]+")


class RecentSearch(admin.ModelAdmin):  # type: ignore[type-arg]  # generic only in the stubs
    """Looks up `exact_fields` (indexed) in the whole table, `search_fields` in recent rows only.

    Recent is a range of the primary key: UUIDv7 keys are in order of time. A `window` of None
    searches everything.
    """

    exact_fields: tuple[str, ...] = ()
    window: timedelta | None = timedelta(days=30)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        term = _as_stored(search_term)
        for field in self.exact_fields if term else ():
            found = queryset.filter(**{field: term})
            if found.exists():
                return found, False
        if term and self.window:
            queryset = queryset.filter(pk__gte=first_id(timezone.now() - self.window))
        return super().get_search_results(request, queryset, term)


def _as_stored(term: str) -> str:
    """Return a phone as WhatsApp writes it, digits alone, and anything else as it was typed."""
    term = term.strip()
    return re.sub(r"\D", "", term) if PHONE.fullmatch(term) else term
