from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from liora.admin.columns import exact_moment, moment, pretty_json
from liora.admin.empty import NOTHING
from liora.admin.filters import DayFilter, FewRelated
from liora.admin.readonly import ReadOnlyPage
from tenants.audit_events import EVENTS
from tenants.models import AuditEntry


class EventFilter(admin.SimpleListFilter):
    """By what happened; the names are known, so the table is not read to find them."""

    title = _("hecho")
    parameter_name = "event"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(EVENTS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        return queryset.filter(event=self.value()) if self.value() else None


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyPage):
    """What was done and by whom, found by a person's address, their id, or where they were."""

    when = moment("created_at", _("cuándo"))
    exactly_when = exact_moment("created_at", _("cuándo"))
    shown_before = pretty_json("before", _("antes"))
    shown_after = pretty_json("after", _("después"))

    list_display = ("when", "what", "cliente", "who", "address", "target")
    list_filter = (EventFilter, DayFilter, ("cliente", FewRelated))
    list_select_related = ("cliente",)
    heavy_fields = ("before", "after")
    points_at = {"accounts.Usuario": ("usuario_id", "pk")}
    search_fields = ("address__exact", "request_id__exact", "target__exact")
    search_help_text = _("Correo o identificador de quien lo hizo, dirección IP, pedido u objeto")
    fields = (
        "exactly_when",
        "what",
        "cliente",
        "who",
        "address",
        "request_id",
        "target",
        "shown_before",
        "shown_after",
    )
    readonly_fields = ("exactly_when", "what", "who", "shown_before", "shown_after")

    @admin.display(description=_("hecho"), ordering="event")
    def what(self, obj: AuditEntry) -> str:
        return str(obj)

    @admin.display(description=_("quién"), ordering="usuario_id")
    def who(self, obj: AuditEntry) -> SafeString | str:
        if obj.usuario_id is None:
            return NOTHING
        opts = get_user_model()._meta
        where = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[obj.usuario_id])
        return format_html('<a href="{}">{}</a>', where, obj.usuario_id)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        people = _people(search_term.strip())
        if people:
            return queryset.filter(usuario_id__in=people), False
        return super().get_search_results(request, queryset, search_term)


def _people(term: str) -> list[Any]:
    """Return the ids a term may mean: its own, or that of whoever has the address."""
    if "@" in term:
        found = get_user_model()._default_manager.filter(email__iexact=term)
        return list(found.values_list("pk", flat=True))
    try:
        return [AuditEntry._meta.get_field("usuario_id").to_python(term)] if len(term) >= 32 else []
    except ValidationError:
        return []
