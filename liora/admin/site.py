from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class LioraAdminSite(AdminSite):
    site_title = _("Liora")
    site_header = _("Liora · operación")
    index_title = _("Qué hay en la casa")
