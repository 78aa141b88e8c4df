"""What was agreed with a Cliente beside its plan, and what it has used."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from liora.admin.columns import moment
from liora.admin.editable import EditablePage
from liora.admin.filters import FewRelated
from liora.admin.readonly import ReadOnlyPage
from tenants.audit import actor_of, record
from tenants.models import PlanOverride, Usage
from tenants.plans import LIMITS

METERS = [(str(meter), limit.name) for meter, limit in LIMITS.items()]


class OverrideForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    meter = forms.ChoiceField(label=_("límite"), choices=METERS)

    class Meta:
        model = PlanOverride
        fields = ("cliente", "meter", "value")


@admin.register(PlanOverride)
class PlanOverrideAdmin(EditablePage):
    """A limit agreed with one Cliente; taken away, its plan's counts again."""

    since = moment("created_at", _("desde"))

    form = OverrideForm
    list_display = ("cliente", "meter", "value", "since")
    list_filter = ("meter", ("cliente", FewRelated))
    list_select_related = ("cliente",)
    search_fields = ("cliente__slug", "cliente__name")
    autocomplete_fields = ("cliente",)
    readonly_fields = ("created_at", "updated_at")
    add_fieldsets = ((None, {"fields": ("cliente", "meter", "value")}),)
    fields = ("cliente", "meter", "value", "created_at", "updated_at")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.has_perm("tenants.delete_planoverride"))

    @transaction.atomic
    def save_model(
        self, request: HttpRequest, obj: PlanOverride, form: "ModelForm[Any]", change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        record(
            "cliente.limite_acordado",
            actor=actor_of(request),
            cliente_id=obj.cliente_id,
            before={obj.meter: form.initial.get("value")} if change else None,
            after={obj.meter: obj.value},
        )


@admin.register(Usage)
class UsageAdmin(ReadOnlyPage):
    since = moment("period_start", _("desde"))

    list_display = ("id", "cliente", "meter", "used", "since")
    list_filter = ("meter", ("cliente", FewRelated))
    list_select_related = ("cliente",)
    search_fields = ("cliente__slug", "cliente__name")
    fields = ("cliente", "meter", "used", "period_start")
