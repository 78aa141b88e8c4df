from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.models import CatalogReservation
from liora.admin.columns import moment
from liora.admin.filters import FewRelated
from liora.admin.readonly import ReadOnlyPage


@admin.register(CatalogReservation)
class CatalogReservationAdmin(ReadOnlyPage):
    """What orders hold of each version: cancelling an order is what gives it back."""

    changed = moment("updated_at", _("último cambio"))

    list_display = ("sku", "version", "reserved", "stock", "cliente", "changed")
    list_filter = (("cliente", FewRelated),)
    list_select_related = ("cliente",)
    search_fields = ("sku__startswith",)
    fields = ("sku", "version", "reserved", "stock", "cliente", "created_at", "updated_at")
