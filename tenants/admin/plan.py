"""What was agreed with a Cliente, and what it has used: beside its own data."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from liora.admin.columns import moment
from liora.admin.filters import FewRelated
from liora.admin.readonly import ReadOnlyPage
from tenants.models import PlanOverride, Usage
from tenants.plans import LIMITS

METERS = [(str(meter), limit.name) for meter, limit in LIMITS.items()]


class OverrideForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    meter = forms.ChoiceField(label=_("límite"), choices=METERS)

    class Meta:
        model = PlanOverride
        fields = ("meter", "value")


class Overrides(admin.TabularInline):  # type: ignore[type-arg]  # generic only in the stubs
    model = PlanOverride
    form = OverrideForm
    extra = 0


class UsageNow(admin.TabularInline):  # type: ignore[type-arg]  # generic only in the stubs
    model = Usage
    fields = readonly_fields = ("meter", "used", "period_start")
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Usage)
class UsageAdmin(ReadOnlyPage):
    since = moment("period_start", _("desde"))

    list_display = ("cliente", "meter", "used", "since")
    list_filter = ("meter", ("cliente", FewRelated))
    list_select_related = ("cliente",)
    search_fields = ("cliente__slug", "cliente__name")
    fields = ("cliente", "meter", "used", "period_start")


@admin.register(PlanOverride)
class PlanOverrideAdmin(ReadOnlyPage):
    """Agreed on the Cliente's own page; here they are found."""

    since = moment("created_at", _("desde"))

    list_display = ("cliente", "meter", "value", "since")
    list_filter = ("meter", ("cliente", FewRelated))
    list_select_related = ("cliente",)
    search_fields = ("cliente__slug", "cliente__name")
    fields = ("cliente", "meter", "value", "created_at", "updated_at")
