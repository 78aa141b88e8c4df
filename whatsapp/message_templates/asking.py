"""Asking for the list of templates again, which the worker does at its next look."""

from datetime import timedelta

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from whatsapp.models import WabaAccount

# Cloud API: an account may be asked for its templates 200 times an hour.
FRESH_FOR = timedelta(minutes=1)
# Longer than the longest list takes: so long nobody else asks for it.
LEASE = timedelta(minutes=2)


def ask_again(numbers: QuerySet[WabaAccount]) -> int:
    """Ask for the templates of these numbers; return how many are at once.

    Those asked for less than a minute ago are when that minute is over.
    """
    long_ago = Q(templates_asked_at__isnull=True) | Q(templates_asked_at__lt=Now() - FRESH_FOR)
    numbers.exclude(long_ago).filter(templates_due_at__isnull=False).update(
        templates_due_at=F("templates_asked_at") + FRESH_FOR
    )
    return numbers.filter(long_ago).update(templates_due_at=None)


def is_awaited(number: WabaAccount) -> bool:
    """Tell whether a list has been asked for, by anybody, that has not come yet."""
    asked = number.templates_asked_at
    if number.templates_due_at is None:
        return True
    return asked is not None and number.templates_due_at - asked <= LEASE
