from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from liora.admin.columns import Tone, badge, moment
from liora.admin.editable import EditablePage
from tenants.models import Cliente

TONES = {Cliente.Estado.ACTIVO: Tone.GOOD, Cliente.Estado.SUSPENDIDO: Tone.BAD}


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
    add_fieldsets = ((None, {"fields": ("name", "slug", "plan")}),)
    fieldsets = (
        (None, {"fields": ("name", "slug", "plan", "estado")}),
        (_("Registro"), {"fields": ("id", "created_at", "updated_at", "related_rows")}),
    )
