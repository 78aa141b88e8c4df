from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from catalog.admin.snapshot_buttons import SnapshotButtons
from catalog.models import CatalogSnapshot
from liora.admin.columns import Tone, badge, moment
from liora.admin.empty import NOTHING
from liora.admin.filters import FewRelated
from liora.admin.readonly import ReadOnlyPage

Estado = CatalogSnapshot.Estado
TONES = {
    Estado.RECIBIDO: Tone.WAITING,
    Estado.VALIDANDO: Tone.WAITING,
    Estado.LISTO: Tone.QUIET,
    Estado.RETENIDO: Tone.WARNING,
    Estado.ACTIVO: Tone.GOOD,
    Estado.FALLIDO: Tone.BAD,
}


@admin.register(CatalogSnapshot)
class CatalogSnapshotAdmin(SnapshotButtons, ReadOnlyPage):
    estado_badge = badge("estado", _("estado"), TONES)
    created = moment("created_at", _("creado"))

    change_list_template = SnapshotButtons.change_list_template
    list_display = (
        "__str__",
        "cliente",
        "estado_badge",
        "rows_count",
        "errors_count",
        "source",
        "created",
    )
    list_filter = ("estado", ("cliente", FewRelated))
    list_select_related = ("cliente",)
    date_hierarchy = "created_at"
    search_fields = ("cliente__slug", "source", "checksum__startswith")
    fieldsets = (
        (None, {"fields": ("cliente", "version", "estado", "why", "source", "created_at")}),
        (
            _("Lo leído"),
            {"fields": ("rows_seen", "rows_count", "errors_count", "in_stock", "bytes_count")},
        ),
        (None, {"fields": ("replaced_version", "checksum", "related_rows")}),
    )
    readonly_fields = ("why", "related_rows")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(expired_at=None)

    @admin.display(description=_("por qué"))
    def why(self, obj: CatalogSnapshot) -> SafeString | str:
        """Say why a version is held or failed."""
        reasons = [(reason.get("message", ""),) for reason in obj.held_json]
        if obj.failure:
            reasons.append((obj.failure,))
        return format_html_join("", "<p>{}</p>", reasons) or NOTHING
