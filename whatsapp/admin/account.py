from typing import Any

from django.contrib import admin
from django.contrib.admin.filters import EmptyFieldListFilter
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from liora.admin.columns import Tone, badge, exact_moment, moment
from liora.admin.editable import EditablePage
from liora.admin.filters import FewRelated
from liora.ops.encryption import DecryptionError
from whatsapp.admin.account_buttons import AccountButtons
from whatsapp.admin.account_form import WabaAccountForm
from whatsapp.graph.errors import NO_CODE, classify
from whatsapp.models import WabaAccount
from whatsapp.numbers.changing import renew

Estado = WabaAccount.Estado
TONES = {Estado.ACTIVA: Tone.GOOD, Estado.DETENIDA: Tone.BAD, Estado.RETIRADA: Tone.QUIET}


@admin.register(WabaAccount)
class WabaAccountAdmin(AccountButtons, EditablePage):
    estado_badge = badge("estado", _("estado"), TONES)
    expires = moment("expiracion_token", _("vence el token"))
    paused = moment("paused_until", _("en pausa hasta"))

    list_display = (
        "__str__",
        "cliente",
        "phone_number_id",
        "estado_badge",
        "expires",
        "paused",
        "parked",
    )
    list_filter = ("estado", ("parked_since", EmptyFieldListFilter), ("cliente", FewRelated))
    list_select_related = ("cliente",)
    search_fields = ("phone_number_id", "waba_id", "display_phone", "cliente__slug")
    form = WabaAccountForm
    autocomplete_fields = ("cliente",)
    heavy_fields = ("access_token",)
    templates_synced = exact_moment("templates_synced_at", _("plantillas al"))
    parked = moment("parked_since", _("Meta la rechaza desde"))
    readonly_fields = (
        "token_state",
        "pause_reason",
        "parked_since",
        "park_code",
        "templates_synced",
        "templates_problem",
        "created_at",
        "updated_at",
        "related_rows",
    )
    add_fieldsets = (
        (None, {"fields": ("cliente", "display_phone", "phone_number_id", "waba_id")}),
        (_("Token de acceso"), {"fields": ("new_token", "expiracion_token")}),
    )
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "cliente",
                    "display_phone",
                    "phone_number_id",
                    "waba_id",
                    "estado",
                    "marks_read",
                )
            },
        ),
        (_("Token de acceso"), {"fields": ("token_state", "new_token", "expiracion_token")}),
        (
            _("Envíos"),
            {
                "fields": (
                    "messages_per_second",
                    "paused_until",
                    "pause_reason",
                    "parked_since",
                    "park_code",
                )
            },
        ),
        (
            _("Plantillas"),
            {
                "fields": (
                    "reopen_template",
                    "reopen_parameters",
                    "templates_synced",
                    "templates_problem",
                )
            },
        ),
        (_("Registro"), {"fields": ("webhook_url", "created_at", "updated_at", "related_rows")}),
    )

    @method_decorator(sensitive_post_parameters("new_token"))
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_fieldsets(self, request: HttpRequest, obj: WabaAccount | None = None) -> Any:
        shown = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return shown
        # Who may only look has nothing to type there, and Django would show it as "None".
        return [(title, {**rest, "fields": _without_new_token(rest)}) for title, rest in shown]

    @admin.display(description=_("token"))
    def token_state(self, obj: WabaAccount) -> str:
        try:
            return gettext("guardado ✓") if obj.access_token.reveal() else gettext("falta")
        except DecryptionError:
            return gettext("ilegible: ENCRYPTION_KEY ya no tiene su clave; guardá uno nuevo")

    @admin.display(description=_("último pedido de la lista"))
    def templates_problem(self, obj: WabaAccount) -> str:
        if obj.templates_code is None:
            return gettext("bien ✓") if obj.templates_synced_at else gettext("todavía no")
        why = classify(obj.templates_code).explanation
        return why if obj.templates_code == NO_CODE else f"{obj.templates_code}: {why}"

    def save_model(
        self, request: HttpRequest, obj: WabaAccount, form: "ModelForm[Any]", change: bool
    ) -> None:
        if form.cleaned_data["new_token"]:
            obj.access_token = form.cleaned_data["new_token"]
        super().save_model(request, obj, form, change)
        if change and form.cleaned_data["new_token"]:
            renew(obj)

    def has_change_permission(self, request: HttpRequest, obj: WabaAccount | None = None) -> bool:
        if obj and obj.estado == Estado.RETIRADA:
            return False
        return super().has_change_permission(request, obj)

    def changed_columns(self, obj: WabaAccount, form: "ModelForm[Any]") -> list[str]:
        token = ["access_token"] if "new_token" in form.changed_data else []
        return super().changed_columns(obj, form) + token


def _without_new_token(rest: dict[str, Any]) -> list[str]:
    return [name for name in rest["fields"] if name != "new_token"]
