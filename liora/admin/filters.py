from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.admin import ModelAdmin, RelatedFieldListFilter, SimpleListFilter
from django.db.models import QuerySet
from django.db.models.fields.related import RelatedField
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class FewRelated(RelatedFieldListFilter):
    """Filter by a foreign key that offers the first MOST rows, not the thousands there may be.

    The others are reached from their own page, through «ver también».
    """

    MOST = 30

    def field_choices(
        self,
        field: "RelatedField[Any, Any]",
        request: HttpRequest,
        model_admin: "ModelAdmin[Any]",
    ) -> list[tuple[str, Any]]:
        rows = field.related_model._default_manager.order_by(
            *self.field_admin_ordering(field, request, model_admin)
        )
        return [(str(row.pk), str(row)) for row in rows[: self.MOST]]


class DayFilter(SimpleListFilter):
    """Rows created on one local day: the last DAYS are offered, any other can be typed."""

    DAYS = 14
    title = _("día")
    parameter_name = "dia"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        today = timezone.localdate()
        days = [today - timedelta(days=back) for back in range(self.DAYS)]
        return [(day.isoformat(), day.strftime("%d/%m/%Y")) for day in days]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        try:
            day = date.fromisoformat(self.value() or "")
            begins, ends = _beginning(day), _beginning(day + timedelta(days=1))
        except (ValueError, OverflowError):
            return None
        return queryset.filter(created_at__gte=begins, created_at__lt=ends)


def _beginning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
