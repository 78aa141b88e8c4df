"""By what the logs can be narrowed."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet, NumberFilter, UUIDFilter

from catalog.models import CatalogSnapshot
from conversations.finding import contacts_at, conversations_at
from conversations.models import ConversationLog, ConvoState, HookEvent, Pedido
from liora.api.filters import Moment
from liora.ops.ids import first_id

KINDS = (("conversacion", _("Mensajes")), ("ingesta", _("Catálogos publicados")))


ESTADOS = sorted({*ConversationLog.Estado.choices, *CatalogSnapshot.Estado.choices})
# By how much the clocks that made a row's id and its `created_at` may differ.
SKEW = timedelta(hours=1)
LARGEST = 2**31 - 1
LONGEST_PHONE = 40


class _Period(FilterSet):
    """A period, told to the index of ids as well, in whose order pages are read."""

    desde = Moment(method="since")
    hasta = Moment(method="until")

    def since(self, rows: QuerySet[Any], _name: str, moment: datetime) -> QuerySet[Any]:
        return rows.filter(created_at__gte=moment, pk__gte=first_id(moment - SKEW))

    def until(self, rows: QuerySet[Any], _name: str, moment: datetime) -> QuerySet[Any]:
        return rows.filter(created_at__lt=moment, pk__lt=first_id(moment + SKEW))


def at_phone(rows: QuerySet[Any], _name: str, typed: str) -> QuerySet[Any]:
    """Leave the rows of whoever has the number that was typed, in any of its forms."""
    return rows.filter(contact__in=contacts_at(typed))


def said_at_phone(rows: QuerySet[Any], _name: str, typed: str) -> QuerySet[Any]:
    return rows.filter(convo__in=conversations_at(typed))


class _Log(_Period):
    tipo = ChoiceFilter(choices=KINDS, method="as_is")

    def as_is(self, queryset: QuerySet[Any], _name: str, _value: str) -> QuerySet[Any]:
        """Leave the rows as they are: the kind has already chosen the table."""
        return queryset


class MessageFilters(_Log):
    direction = ChoiceFilter(choices=ConversationLog.Direction.choices)
    estado = ChoiceFilter(choices=ESTADOS)
    intent = CharFilter(max_length=60)
    skill = CharFilter(max_length=30)
    user_msisdn = CharFilter(max_length=140)
    telefono = CharFilter(max_length=LONGEST_PHONE, method=said_at_phone)
    convo_id = UUIDFilter()


class IngestFilters(MessageFilters):
    """A published catalog has no direction, intent or person, so to ask for one finds nothing."""

    estado = ChoiceFilter("snapshot__estado", choices=ESTADOS)

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        of_messages = ("direction", "intent", "skill", "user_msisdn", "telefono", "convo_id")
        asked = {name: value for name, value in self.form.cleaned_data.items() if value}
        if any(name in asked for name in of_messages):
            return queryset.none()
        for name in asked:
            queryset = self.filters[name].filter(queryset, asked[name])
        return queryset


class LinkFilters(_Period):
    sku = CharFilter(max_length=100)
    intent = CharFilter(max_length=60)
    version = NumberFilter("catalog_version", min_value=0, max_value=LARGEST, decimal_places=0)


class ConversacionFilters(FilterSet):
    estado = ChoiceFilter("stands", choices=ConvoState.Estado.choices)
    telefono = CharFilter(max_length=LONGEST_PHONE, method=at_phone)


class PeriodFilters(_Period):
    """The period of the metrics."""


class PedidoFilters(_Period):
    estado = ChoiceFilter(choices=Pedido.Estado.choices)
    code = CharFilter(max_length=12, method="called")
    telefono = CharFilter(max_length=LONGEST_PHONE, method=at_phone)

    def called(self, rows: QuerySet[Any], _name: str, code: str) -> QuerySet[Any]:
        """Find a code however it was typed."""
        return rows.filter(code=code.strip().upper())


class EntregaFilters(_Period):
    estado = ChoiceFilter(choices=HookEvent.Estado.choices)
    kind = ChoiceFilter(choices=HookEvent.Kind.choices)
    waba_account_id = UUIDFilter()
