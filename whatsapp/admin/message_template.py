from django.contrib import admin
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from liora.admin.columns import Tone, badge, exact_moment, moment, pretty_json
from liora.admin.filters import FewRelated
from liora.admin.readonly import ReadOnlyPage
from whatsapp.message_templates.needs import Template
from whatsapp.models import MessageTemplate

Status = MessageTemplate.Status
TONES = {
    Status.APROBADA: Tone.GOOD,
    Status.PENDIENTE: Tone.WAITING,
    Status.APELADA: Tone.WAITING,
    Status.RECHAZADA: Tone.BAD,
    Status.PAUSADA: Tone.BAD,
    Status.DESHABILITADA: Tone.BAD,
    Status.POR_BORRAR: Tone.QUIET,
    Status.EXCEDIDA: Tone.BAD,
    Status.ARCHIVADA: Tone.QUIET,
    Status.BORRADA: Tone.QUIET,
}


@admin.register(MessageTemplate)
class MessageTemplateAdmin(ReadOnlyPage):
    """Templates are written and approved at Meta; here they are looked at."""

    status_badge = badge("status", _("estado"), TONES)
    since = moment("status_at", _("estado desde"))
    shown_components = pretty_json("components", _("partes"))
    status_since = exact_moment("status_at", _("estado desde"))
    synced = exact_moment("synced_at", _("sincronizada"))

    list_display = ("name", "language", "status_badge", "category", "cliente", "since")
    list_filter = ("status", "category", "quality", "language", ("cliente", FewRelated))
    list_select_related = ("cliente",)
    search_fields = ("name__startswith",)
    exact_fields = ("meta_id",)
    ordering = ("name", "language", "id")
    fields = (
        "preview",
        ("name", "language"),
        ("status", "status_since", "rejected_reason"),
        ("category", "quality", "parameter_format"),
        ("synced", "meta_id", "waba_id"),
        "shown_components",
        "cliente",
    )
    readonly_fields = ("preview", "shown_components", "status_since", "synced")

    @admin.display(description=_("lo que se lee"))
    def preview(self, obj: MessageTemplate) -> SafeString | str:
        written = Template(obj.name, obj.language, obj.components).written
        return mark_safe(linebreaks(written, autoescape=True)) if written else "—"  # noqa: S308
