from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from conversations.admin import tones
from conversations.admin.phone_search import PhoneSearch
from conversations.admin.state_buttons import StateButtons
from conversations.admin.state_form import ConvoStateForm
from conversations.admin.transcript import transcript
from conversations.handling import change_estado
from conversations.models import ConvoState
from liora.admin.columns import badge, exact_moment, moment, pretty_json
from liora.admin.editable import EditablePage
from liora.admin.filters import FewRelated
from liora.admin.links import linked
from tenants.audit import actor_of


@admin.register(ConvoState)
class ConvoStateAdmin(PhoneSearch, StateButtons, EditablePage):
    """An operator decides who answers; everything else here is the worker's."""

    form = ConvoStateForm

    contact_link = linked("contact", _("contacto"))
    estado_badge = badge("estado", _("estado"), tones.OF_CONVERSATIONS)
    last_heard = moment("last_inbound_at", _("último mensaje recibido"))
    until = exact_moment("human_until", _("responde una persona hasta"))
    slots = pretty_json("slots_json", _("datos de la charla"))

    list_display = (
        "user_msisdn",
        "contact_link",
        "estado_badge",
        "last_intent",
        "last_heard",
        "cliente",
    )
    list_filter = (
        "estado",
        "human_reason",
        "no_marketing",
        "last_inbound_at",
        ("cliente", FewRelated),
    )
    list_select_related = ("cliente", "contact")
    search_fields = ("user_msisdn__startswith", "contact__name__icontains")
    heavy_fields = ("slots_json",)
    readonly_fields = (
        "user_msisdn",
        "send_as",
        "contact",
        "cliente",
        "waba_account",
        "last_intent",
        "last_inbound_at",
        "last_seq",
        "human_reason",
        "until",
        "no_marketing",
        "created_at",
        "updated_at",
        "slots",
        "last_messages",
        "related_rows",
    )
    fieldsets = (
        (None, {"fields": ("estado", "nota", "human_reason", "until", "no_marketing")}),
        (
            _("Con quién"),
            {"fields": ("user_msisdn", "send_as", "contact", "cliente", "waba_account")},
        ),
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

    def save_model(
        self, request: HttpRequest, obj: ConvoState, form: "ModelForm[Any]", change: bool
    ) -> None:
        if "estado" not in form.changed_data:
            return
        change_estado(
            obj.pk,
            was=form.initial["estado"],
            estado=obj.estado,
            note=form.cleaned_data["nota"],
            actor=actor_of(request),
        )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Leave out, for whoever may only look, what is there to be typed."""
        shown = super().get_fieldsets(request, obj)
        if self.has_change_permission(request, obj):
            return shown
        return [
            (title, {**rest, "fields": [name for name in rest["fields"] if name != "nota"]})
            for title, rest in shown
        ]
