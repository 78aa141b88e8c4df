"""What every admin page of ours has in common, read-only or not."""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from liora.admin.empty import NOTHING
from liora.admin.links import links_to_rows_of
from liora.admin.paginator import BoundedPaginator


class Page(admin.ModelAdmin):  # type: ignore[type-arg]  # generic only in the stubs
    """`heavy_fields` are columns that a list never shows, read only when a row is opened.

    `points_at` names, by label of another model, a field of ours that holds the value of one of
    its fields without being a foreign key: {"whatsapp.InboundEvent": ("wamid", "message_id")}.
    """

    change_list_template = "admin/bounded_change_list.html"
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    heavy_fields: tuple[str, ...] = ()
    points_at: Mapping[str, tuple[str, str]] = {}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer(*self.heavy_fields)

    @admin.display(description=_("ver también"))
    def related_rows(self, obj: Any) -> SafeString | str:
        """Link to the lists of rows that point at this one."""
        links = links_to_rows_of(obj, site=self.admin_site)
        return format_html_join(" · ", '<a href="{}">{}</a>', links) or NOTHING
