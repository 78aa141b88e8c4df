from typing import Any

from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conversations.admin import tones
from conversations.models import ConversationLog
from liora.admin.columns import badge, excerpt, moment, pretty_json
from liora.admin.filters import FewRelated
from liora.admin.links import linked, list_url
from liora.admin.readonly import ReadOnlyPage
from liora.admin.search import RecentSearch
from whatsapp.models import InboundEvent


@admin.register(ConversationLog)
class ConversationLogAdmin(RecentSearch, ReadOnlyPage):
    when = moment("created_at", _("cuándo"))
    convo_link = linked("convo", _("conversación"))
    contact_link = linked("convo__contact", _("contacto"))
    estado_badge = badge("estado", _("estado"), tones.OF_MESSAGES)
    body_start = excerpt("message_body", _("texto"))
    slots = pretty_json("slots_json", _("datos de la charla"))
    content = pretty_json("content_json", _("contenido"))
    timings = pretty_json("timings_json", _("tiempos"))

    list_display = (
        "when",
        "direction",
        "convo_link",
        "body_start",
        "intent",
        "estado_badge",
        "latency_ms",
        "cliente",
    )
    list_filter = ("direction", "estado", "skill", "created_at", ("cliente", FewRelated))
    list_select_related = ("cliente", "convo")
    exact_fields = ("wamid", "convo__user_msisdn")
    search_fields = ("message_body__icontains",)
    search_help_text = _(
        "Un identificador de Meta completo (wamid…), un número completo, o palabras de un "
        "mensaje de los últimos 30 días."
    )
    heavy_fields = ("slots_json", "content_json", "timings_json")
    readonly_fields = ("slots", "content", "timings", "contact_link", "statuses")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("direction", "estado", "message_type"),
                    "message_body",
                    "user_msisdn",
                    "cliente",
                )
            },
        ),
        (
            _("De dónde viene y a dónde va"),
            {"fields": ("event", "convo", "contact_link", "waba_account", "wamid", "statuses")},
        ),
        (
            _("Por qué"),
            {"fields": ("intent", "skill", "reason", "catalog_version", "slots")},
        ),
        (
            _("Envío"),
            {
                "fields": (
                    ("created_at", "sent_at", "delivered_at", "read_at", "failed_at"),
                    ("latency_ms", "asked_at"),
                    ("attempts", "not_before", "maybe_twice"),
                    ("error_code", "error_detail"),
                    "timings",
                )
            },
        ),
        (_("Lo que se mandó a Meta"), {"fields": ("seq", "in_reply_to", "content")}),
    )

    @admin.display(description=_("avisos de Meta"))
    def statuses(self, obj: Any) -> SafeString | None:
        """Link to what Meta told about this message: sent, delivered, read, failed."""
        if not obj.wamid:
            return None
        address = list_url(InboundEvent, message_id=obj.wamid)
        return format_html('<a href="{}">{}</a>', address, gettext("ver los avisos"))
