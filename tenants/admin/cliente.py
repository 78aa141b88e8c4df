from typing import Any

from django.contrib import admin
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from liora.admin.columns import Tone, badge, moment
from liora.admin.editable import EditablePage
from tenants.admin.cliente_form import ClienteForm
from tenants.audit import actor_of, record
from tenants.models import Cliente

TONES = {Cliente.Estado.ACTIVO: Tone.GOOD, Cliente.Estado.SUSPENDIDO: Tone.BAD}
# What is an operator's alone to change, and what its change is called.
AUDITED = {"plan": "cliente.plan_cambiado", "estado": "cliente.estado_cambiado"}


@admin.register(Cliente)
class ClienteAdmin(EditablePage):
    """A Cliente is never deleted, which would take its history along: it is suspended."""

    estado_badge = badge("estado", _("estado"), TONES)
    created = moment("created_at", _("creado"))

    list_display = ("name", "slug", "plan", "estado_badge", "created")
    list_filter = ("plan", "estado")
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}
    readonly_fields = ("id", "created_at", "updated_at", "related_rows")
    form = ClienteForm
    add_fieldsets = ((None, {"fields": ("name", "slug", "plan")}),)
    fieldsets = (
        (None, {"fields": ("name", "slug", "plan", "estado")}),
        (_("Enlaces"), {"fields": ("link_hosts",)}),
        (_("Registro"), {"fields": ("id", "created_at", "updated_at", "related_rows")}),
    )

    @transaction.atomic
    def save_model(
        self, request: HttpRequest, obj: Cliente, form: "ModelForm[Any]", change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        actor = actor_of(request)
        if not change:
            record("cliente.creado", actor=actor, cliente_id=obj.pk, after={"plan": obj.plan})
        if change and "link_hosts" in form.changed_data:
            record(
                "cliente.cambiado",
                actor=actor,
                cliente_id=obj.pk,
                before={"link_hosts": ", ".join(form.initial["link_hosts"])},
                after={"link_hosts": ", ".join(obj.link_hosts)},
            )
        for field, event in AUDITED.items() if change else ():
            if field in form.changed_data:
                record(
                    event,
                    actor=actor,
                    cliente_id=obj.pk,
                    before={field: form.initial[field]},
                    after={field: getattr(obj, field)},
                )
