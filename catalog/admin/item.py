from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalog.models import CatalogItem
from catalog.words import stems
from liora.admin.columns import excerpt
from liora.admin.filters import FewRelated
from liora.admin.links import linked, outside_link
from liora.admin.readonly import ReadOnlyPage


@admin.register(CatalogItem)
class CatalogItemAdmin(ReadOnlyPage):
    """The products of every version; a version's own are reached from its page."""

    title_start = excerpt("title", _("título"))
    snapshot_link = linked("snapshot", _("versión"))
    page = outside_link("url", _("enlace"))
    picture = outside_link("image_url", _("imagen"))

    list_display = (
        "sku",
        "title_start",
        "category",
        "price",
        "currency",
        "stock",
        "snapshot_link",
        "cliente",
    )
    list_filter = ("currency", ("cliente", FewRelated))
    list_select_related = ("cliente", "snapshot")
    search_fields = ("words__contains",)
    search_help_text = _("Un SKU, o palabras del título, la categoría o la marca.")
    heavy_fields = ("description", "words")
    readonly_fields = ("page", "picture")
    fields = (
        "cliente",
        "snapshot",
        "sku",
        "title",
        "description",
        "category",
        "brand",
        ("price", "currency"),
        "stock",
        "page",
        "picture",
    )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return super().get_search_results(request, queryset, " ".join(stems(search_term)))
