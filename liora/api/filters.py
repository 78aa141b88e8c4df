"""Filtering lists by what their filter set names, and by nothing else."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet, IsoDateTimeFilter
from django_filters.fields import IsoDateTimeField

from liora.api.errors import Invalid

ALWAYS = frozenset({"limit", "cursor"})
# Past these, turning a moment into UTC leaves the calendar.
FIRST_YEAR, LAST_YEAR = 1970, 9990
IMPOSSIBLE = _("Esa fecha no es posible.")


class _MomentField(IsoDateTimeField):
    def clean(self, value: Any) -> datetime | None:
        try:
            moment: datetime | None = super().clean(value)
        except OverflowError:
            raise ValidationError(IMPOSSIBLE, code="invalid") from None
        if moment and not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise ValidationError(IMPOSSIBLE, code="invalid")
        return moment


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
    asked = filters(request.query_params, queryset=queryset)
    if not asked.is_valid():
        raise ValidationError(asked.form.errors.as_data())
    return asked
