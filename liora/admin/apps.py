from django.contrib.admin.apps import AdminConfig


class LioraAdminConfig(AdminConfig):
    default_site = "liora.admin.site.LioraAdminSite"
