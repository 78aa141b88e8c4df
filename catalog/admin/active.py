from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.models import CatalogActive
from liora.admin.columns import moment
from liora.admin.readonly import ReadOnlyPage


@admin.register(CatalogActive)
class CatalogActiveAdmin(ReadOnlyPage):
    """Only publishing and rolling back move it: they count its rows and check its version."""

    created = moment("created_at", _("creado"))

    list_display = ("cliente", "version", "rows_count", "stock_pct", "created")
    list_select_related = ("cliente",)
    search_fields = ("cliente__slug", "cliente__name")
    fields = ("cliente", "version", "rows_count", "stock_pct", "created_at")
