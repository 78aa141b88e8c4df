"""By what the logs can be narrowed."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet, UUIDFilter

from catalog.models import CatalogSnapshot
from conversations.models import ConversationLog
from liora.api.filters import Moment

KINDS = (("conversacion", _("Mensajes")), ("ingesta", _("Catálogos publicados")))


class _Period(FilterSet):
    desde = Moment("created_at", "gte")
    hasta = Moment("created_at", "lt")


class _Log(_Period):
    tipo = ChoiceFilter(choices=KINDS, method="as_is")

    def as_is(self, queryset: QuerySet[Any], _name: str, _value: str) -> QuerySet[Any]:
        """Leave the rows as they are: the kind has already chosen the table."""
        return queryset


class MessageFilters(_Log):
    direction = ChoiceFilter(choices=ConversationLog.Direction.choices)
    estado = ChoiceFilter(choices=ConversationLog.Estado.choices)
    intent = CharFilter(max_length=60)
    skill = CharFilter(max_length=30)
    user_msisdn = CharFilter(max_length=140)
    convo_id = UUIDFilter()


class IngestFilters(_Log):
    estado = ChoiceFilter("snapshot__estado", choices=CatalogSnapshot.Estado.choices)


class PeriodFilters(_Period):
    """The period of the metrics."""
