from django.contrib.admin.apps import AdminConfig


class LioraAdminConfig(AdminConfig):
    # Named, not imported: it stands above this layer, with the accounts it lets in.
    default_site = "accounts.operators.site.OperatorsSite"
