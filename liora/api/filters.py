"""Filtering lists by what their filter set names, and by nothing else."""

from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, FilterSet, IsoDateTimeFilter
from django_filters.fields import IsoDateTimeField

from liora.api.errors import Invalid

ALWAYS = frozenset({"limit", "cursor"})
# Past these, turning a moment into UTC leaves the calendar; nothing of ours happened there.
FIRST, LAST = datetime(1971, 1, 1, tzinfo=UTC), datetime(9990, 1, 1, tzinfo=UTC)


class _MomentField(IsoDateTimeField):
    def clean(self, value: Any) -> datetime | None:
        try:
            moment: datetime | None = super().clean(value)
        except OverflowError:
            moment = LAST if str(value).startswith("9") else FIRST
        return moment and min(max(moment, FIRST), LAST)


class Moment(IsoDateTimeFilter):
    """A moment in ISO 8601; without an offset it is in the time zone of the house."""

    field_class = _MomentField


def filtered(
    filters: type[FilterSet],
    request: Any,
    queryset: QuerySet[Any],
    *,
    also: frozenset[str] = ALWAYS,
) -> QuerySet[Any]:
    """Return the rows that the query parameters ask for; raises as `checked` does."""
    found: QuerySet[Any] = checked(filters, request, queryset, also=also).qs
    return found


def checked(
    filters: type[FilterSet],
    request: Any,
    queryset: QuerySet[Any],
    *,
    also: frozenset[str] = frozenset(),
) -> FilterSet:
    """Return a filter set whose parameters are sound; `also` names those that others read.

    Raises ValidationError, and Invalid for a parameter that nobody reads: a filter with a typing
    mistake would otherwise show everything.
    """
    unknown = set(request.query_params) - set(filters.base_filters) - also
    if unknown:
        raise Invalid({name[:60]: ("desconocido", _("No existe ese filtro.")) for name in unknown})
    _refuse_empty(filters, request)
    asked = filters(request.query_params, queryset=queryset)
    if not asked.is_valid():
        raise ValidationError(asked.form.errors.as_data())
    return asked


def _refuse_empty(filters: type[FilterSet], request: Any) -> None:
    """Raise Invalid for a filter without a value, which would not filter; a text may be empty."""
    empty = {
        name: ("invalid", _("Falta el valor del filtro."))
        for name, one in filters.base_filters.items()
        if request.query_params.get(name) == "" and not isinstance(one, CharFilter)
    }
    if empty:
        raise Invalid(empty)
