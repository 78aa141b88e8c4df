"""Searching pages by a phone number in any of its forms."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from conversations.finding import contacts_at


class PhoneSearch(admin.ModelAdmin):  # type: ignore[type-arg]  # generic only in the stubs
    """Looks for people with the number that was typed, and then for what the page looks for.

    `person` is the way from a row to its contact.
    """

    person = "contact"

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        people = contacts_at(search_term)
        if people:
            found = queryset.filter(**{f"{self.person}__in": people})
            if found.exists():
                return found, False
        return super().get_search_results(request, queryset, search_term)
