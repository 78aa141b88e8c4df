from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from liora.admin.columns import moment
from liora.admin.readonly import ReadOnlyPage
from whatsapp.models import WebhookRefusal


@admin.register(WebhookRefusal)
class WebhookRefusalAdmin(ReadOnlyPage):
    first = moment("first_at", _("primera vez"))
    last = moment("last_at", _("última vez"))

    list_display = ("day", "address", "reason", "count", "largest_bytes", "first", "last")
    list_filter = ("reason", "day")
    date_hierarchy = "day"
    search_fields = ("address__startswith",)
    fields = ("day", "address", "reason", "count", "largest_bytes", "first_at", "last_at")
