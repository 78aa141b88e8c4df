from typing import Any

from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conversations.admin import tones
from conversations.admin.phone_search import PhoneSearch
from conversations.models import ConversationLog
from liora.admin.columns import badge, beginning, exact_moment, moment, pretty_json
from liora.admin.empty import NOTHING
from liora.admin.filters import FewRelated
from liora.admin.links import change_url, linked, list_url
from liora.admin.readonly import ReadOnlyPage
from liora.admin.search import RecentSearch
from whatsapp.models import InboundEvent


@admin.register(ConversationLog)
class ConversationLogAdmin(PhoneSearch, RecentSearch, ReadOnlyPage):
    when = moment("created_at", _("cuándo"))
    convo_link = linked("convo", _("conversación"))
    contact_link = linked("convo__contact", _("contacto"))
    estado_badge = badge("estado", _("estado"), tones.OF_MESSAGES)
    slots = pretty_json("slots_json", _("datos de la charla"))
    content = pretty_json("content_json", _("contenido"))
    timings = pretty_json("timings_json", _("tiempos"))
    created = exact_moment("created_at", _("creado"))
    asked = exact_moment("asked_at", _("llegó la pregunta"))
    sent = exact_moment("sent_at", _("enviado"))
    delivered = exact_moment("delivered_at", _("entregado"))
    read = exact_moment("read_at", _("leído"))
    failed = exact_moment("failed_at", _("falló"))
    stands_in_for = linked("replaces", _("en lugar de"))
    waits_until = exact_moment("not_before", _("no antes de"))

    list_display = (
        "when",
        "said",
        "estado_badge",
        "convo_link",
        "intent",
        "latency_ms",
        "cliente",
    )
    list_filter = ("direction", "estado", "skill", "created_at", ("cliente", FewRelated))
    list_select_related = ("cliente", "convo")
    person = "convo__contact"
    exact_fields = ("wamid", "convo__user_msisdn")
    search_fields = ("message_body__icontains",)
    search_help_text = _(
        "Un identificador de Meta completo (wamid…), un número completo, o palabras de un "
        "mensaje de los últimos 30 días."
    )
    heavy_fields = ("slots_json", "content_json", "timings_json")
    points_at = {"whatsapp.InboundEvent": ("wamid", "message_id")}
    readonly_fields = (
        "slots",
        "content",
        "timings",
        "created",
        "asked",
        "sent",
        "delivered",
        "read",
        "failed",
        "waits_until",
        "twice",
        "contact_link",
        "statuses",
        "stands_in_for",
        "stood_in_by",
    )
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
                    "asked",
                    "created",
                    "sent",
                    "delivered",
                    "read",
                    "failed",
                    "latency_ms",
                    ("attempts", "waits_until", "twice"),
                    ("failure", "error_code"),
                    "error_detail",
                    "sent_to",
                    ("stands_in_for", "stood_in_by"),
                    ("price_category", "price_type", "billable"),
                    "timings",
                )
            },
        ),
        (_("Lo que se mandó a Meta"), {"fields": ("seq", "in_reply_to", "content")}),
    )

    @admin.display(description=_("texto"))
    def said(self, obj: ConversationLog) -> SafeString:
        return format_html(
            '<span class="arrow" title="{}">{}</span> {}',
            obj.get_direction_display(),
            "←" if obj.direction == ConversationLog.Direction.IN else "→",
            beginning(obj.message_body or f"[{obj.message_type}]"),
        )

    @admin.display(description=_("pudo llegar dos veces"))
    def twice(self, obj: ConversationLog) -> str:
        return gettext("sí") if obj.maybe_twice else gettext("no")

    @admin.display(description=_("en su lugar salió"))
    def stood_in_by(self, obj: ConversationLog) -> SafeString | str:
        row = obj.replaced_by.first()
        return format_html('<a href="{}">{}</a>', change_url(row), row) if row else NOTHING

    @admin.display(description=_("avisos de Meta"))
    def statuses(self, obj: Any) -> SafeString | str:
        """Link to what Meta told about this message: sent, delivered, read, failed."""
        if not obj.wamid:
            return NOTHING
        address = list_url(InboundEvent, message_id=obj.wamid)
        return format_html('<a href="{}">{}</a>', address, gettext("ver los avisos"))
