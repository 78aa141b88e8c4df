from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from liora.admin.columns import moment
from liora.admin.filters import FewRelated
from liora.admin.readonly import ReadOnlyPage


class WaitsFilter(admin.SimpleListFilter):
    """Lanes that want a worker, or those at rest."""

    title = _("espera trabajo")
    parameter_name = "espera"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("si", _("Sí")), ("no", _("No"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        if self.value() not in ("si", "no"):
            return None
        return queryset.filter(pending_since__isnull=self.value() == "no")


class LanePage(ReadOnlyPage):
    """A queue of work: the columns every lane has (see liora.ops.lanes)."""

    waiting = moment("pending_since", _("pendiente desde"))
    taken = moment("lease_until", _("tomado hasta"))

    list_display = ["__str__", "cliente", "waiting", "taken", "crashes", "arrivals"]
    list_filter = (WaitsFilter, ("cliente", FewRelated))
    list_select_related = ["cliente"]
