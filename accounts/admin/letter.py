from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.models import Letter
from liora.admin.columns import Tone, badge, moment, pretty_json
from liora.admin.filters import DayFilter, FewRelated
from liora.admin.readonly import ReadOnlyPage

TONES = {
    Letter.Estado.PENDIENTE: Tone.WAITING,
    Letter.Estado.ENVIADA: Tone.GOOD,
    Letter.Estado.DESCARTADA: Tone.QUIET,
    Letter.Estado.FALLIDA: Tone.BAD,
}


@admin.register(Letter)
class LetterAdmin(ReadOnlyPage):
    """Mail that was asked for and what became of it; a row holds no link that opens an account."""

    estado_badge = badge("estado", _("estado"), TONES)
    asked = moment("created_at", _("pedido"))
    due = moment("due_at", _("sale desde"))
    context = pretty_json("context_json", _("datos"))

    list_display = ("asked", "kind", "email", "cliente", "estado_badge", "attempts", "error")
    list_filter = ("estado", "kind", DayFilter, ("cliente", FewRelated))
    list_select_related = ("cliente",)
    search_fields = ("email__startswith",)
    ordering = ("-id",)
    fields = (
        "kind",
        "email",
        "cliente",
        "estado",
        "attempts",
        "due",
        "error",
        "context",
        "created_at",
        "updated_at",
    )
    readonly_fields = ("due", "context")
