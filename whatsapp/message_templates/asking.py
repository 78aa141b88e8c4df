"""Asking for the list of templates again, which the worker does at its next look."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from whatsapp.models import WabaAccount

# Cloud API: an account may be asked for its templates 200 times an hour.
FRESH_FOR = timedelta(minutes=1)


def ask_again(numbers: QuerySet[WabaAccount]) -> int:
    """Ask for the templates of these numbers; return how many, without those just asked for."""
    stale = Q(templates_synced_at__isnull=True) | Q(templates_synced_at__lt=Now() - FRESH_FOR)
    return numbers.filter(stale).update(templates_due_at=None)
