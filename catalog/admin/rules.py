from typing import Any

from django.contrib import admin
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalog.models import CatalogRules
from liora.admin.editable import EditablePage
from tenants.audit import actor_of, record

LIMITS = ("most_removed_pct", "most_price_move_pct", "most_emptied_pct", "currency")


@admin.register(CatalogRules)
class CatalogRulesAdmin(EditablePage):
    """How much a catalog may change unseen; a Cliente without a row has the house's."""

    list_display = ("cliente", *LIMITS)
    list_select_related = ("cliente",)
    search_fields = ("cliente__slug", "cliente__name")
    autocomplete_fields = ("cliente",)
    fieldsets = (
        (None, {"fields": ("cliente", "currency")}),
        (
            _("Se retiene la versión que pase de"),
            {"fields": LIMITS[:3], "description": _("Vacío deja pasar cualquier cambio.")},
        ),
    )

    @transaction.atomic
    def save_model(
        self, request: HttpRequest, obj: CatalogRules, form: "ModelForm[Any]", change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        changed = [name for name in LIMITS if name in form.changed_data]
        record(
            "catalogo.reglas_cambiadas",
            actor=actor_of(request),
            cliente_id=obj.cliente_id,
            before={name: form.initial.get(name) for name in changed},
            after={name: getattr(obj, name) for name in changed},
        )
