from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.models import IngestLog
from liora.admin.columns import moment, pretty_json
from liora.admin.filters import FewRelated
from liora.admin.links import linked
from liora.admin.readonly import ReadOnlyPage


@admin.register(IngestLog)
class IngestLogAdmin(ReadOnlyPage):
    when = moment("created_at", _("cuándo"))
    snapshot_link = linked("snapshot", _("versión"))
    errors = pretty_json("errors_json", _("errores"))
    divergences = pretty_json("divergences_json", _("diferencias"))
    metrics = pretty_json("metrics_json", _("cifras"))

    list_display = ("when", "cliente", "snapshot_link", "errors_found")
    list_filter = (("cliente", FewRelated), "created_at")
    list_select_related = ("cliente", "snapshot")
    search_fields = ("cliente__slug",)
    heavy_fields = ("divergences_json", "metrics_json")
    readonly_fields = ("errors", "divergences", "metrics")
    fields = ("created_at", "cliente", "snapshot", "errors", "divergences", "metrics")

    @admin.display(description=_("errores"))
    def errors_found(self, obj: IngestLog) -> int:
        return len(obj.errors_json)
