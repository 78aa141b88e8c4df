from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.models import CatalogSnapshot
from liora.admin.columns import Tone, badge, moment
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
class CatalogSnapshotAdmin(ReadOnlyPage):
    estado_badge = badge("estado", _("estado"), TONES)
    created = moment("created_at", _("creado"))

    list_display = ("__str__", "cliente", "estado_badge", "rows_count", "source", "created")
    list_filter = ("estado", ("cliente", FewRelated))
    list_select_related = ("cliente",)
    date_hierarchy = "created_at"
    search_fields = ("cliente__slug", "source", "checksum__startswith")
    fields = (
        "cliente",
        "version",
        "estado",
        "rows_count",
        "source",
        "checksum",
        "created_at",
        "related_rows",
    )
    readonly_fields = ("related_rows",)
