from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from liora.admin.empty import NOTHING
from liora.admin.index_order import place
from liora.admin.unscoped import View, unscoped


class LioraAdminSite(AdminSite):
    """The operators' site. Only its own views, once the person is known, see every Cliente."""

    site_title = _("Liora")
    site_header = _("Liora · operación")
    index_title = _("Qué hay en la casa")
    site_url = None
    empty_value_display = NOTHING

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        return super().admin_view(unscoped(view), cacheable)

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        """Return apps and models in order of use instead of alphabetical."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda shown: place(shown["model"]))
        return sorted(apps, key=lambda app: place(app["models"][0]["model"]))
