from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from liora.admin.columns import Tone, badge, exact_moment, excerpt, moment, pretty_json
from liora.admin.filters import FewRelated
from liora.admin.readonly import ReadOnlyPage
from liora.admin.search import RecentSearch
from whatsapp.models import InboundEvent

Estado = InboundEvent.Estado
TONES = {
    Estado.PENDIENTE: Tone.WAITING,
    Estado.HECHO: Tone.GOOD,
    Estado.GUARDADO: Tone.QUIET,
    Estado.MUERTO: Tone.BAD,
}


@admin.register(InboundEvent)
class InboundEventAdmin(RecentSearch, ReadOnlyPage):
    received = moment("received_at", _("recibido"))
    estado_badge = badge("estado", _("estado"), TONES)
    error_start = excerpt("error", _("error"))
    shown_payload = pretty_json("payload", _("contenido"))

    sent = exact_moment("sent_at", _("hora de Meta"))
    arrived = exact_moment("received_at", _("recibido"))
    handled = exact_moment("handled_at", _("procesado"))
    waits_until = exact_moment("not_before", _("no antes de"))

    list_display = (
        "received",
        "what",
        "address",
        "estado_badge",
        "cliente",
        "attempts",
        "error_start",
    )
    list_filter = ("estado", "kind", "received_at", ("cliente", FewRelated))
    list_select_related = ("cliente",)
    exact_fields = ("message_id",)
    search_fields = ("address__startswith", "error__icontains")
    search_help_text = _(
        "Un identificador de Meta completo (wamid…); o, de los últimos 30 días, un remitente o "
        "palabras del error."
    )
    heavy_fields = ("payload",)
    readonly_fields = (
        "sent",
        "arrived",
        "handled",
        "waits_until",
        "shown_payload",
        "related_rows",
    )
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "estado",
                    ("kind", "subtype"),
                    "address",
                    "cliente",
                    "waba_account",
                    "message_id",
                    "related_rows",
                )
            },
        ),
        (
            _("Camino"),
            {
                "fields": (
                    "sent",
                    "arrived",
                    "handled",
                    "attempts",
                    "waits_until",
                    "error",
                )
            },
        ),
        (_("Lo que mandó Meta"), {"fields": ("field", "phone_number_id", "shown_payload")}),
    )

    @admin.display(description=_("qué es"), ordering="kind")
    def what(self, obj: InboundEvent) -> str:
        return (
            f"{obj.get_kind_display()} · {obj.subtype}" if obj.subtype else obj.get_kind_display()
        )
