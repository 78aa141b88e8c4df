from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from conversations.admin import tones
from conversations.admin.transcript import transcript
from conversations.models import ConvoState
from liora.admin.columns import badge, moment, pretty_json
from liora.admin.editable import EditablePage
from liora.admin.filters import FewRelated
from liora.admin.links import linked


@admin.register(ConvoState)
class ConvoStateAdmin(EditablePage):
    """An operator decides who answers; everything else here is the worker's."""

    contact_link = linked("contact", _("contacto"))
    estado_badge = badge("estado", _("estado"), tones.OF_CONVERSATIONS)
    last_heard = moment("last_inbound_at", _("último mensaje recibido"))
    slots = pretty_json("slots_json", _("datos de la charla"))

    list_display = (
        "user_msisdn",
        "contact_link",
        "estado_badge",
        "last_intent",
        "last_heard",
        "cliente",
    )
    list_filter = ("estado", "last_inbound_at", ("cliente", FewRelated))
    list_select_related = ("cliente", "contact")
    search_fields = ("user_msisdn__startswith", "contact__name__icontains")
    heavy_fields = ("slots_json",)
    readonly_fields = (
        "user_msisdn",
        "contact",
        "cliente",
        "waba_account",
        "last_intent",
        "last_inbound_at",
        "last_seq",
        "created_at",
        "updated_at",
        "slots",
        "last_messages",
        "related_rows",
    )
    fieldsets = (
        (None, {"fields": ("estado", "user_msisdn", "contact", "cliente", "waba_account")}),
        (_("Charla"), {"fields": ("last_messages", "related_rows")}),
        (
            _("Dónde quedó"),
            {"fields": ("last_intent", "last_inbound_at", "slots")},
        ),
        (_("Registro"), {"fields": ("last_seq", "created_at", "updated_at")}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description=_("últimos mensajes"))
    def last_messages(self, obj: Any) -> SafeString | str:
        return transcript(obj)
