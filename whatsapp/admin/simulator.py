from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.db.models.functions import Length
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from liora.admin.columns import Tone, badge, moment, pretty_json
from liora.admin.readonly import ReadOnlyPage
from whatsapp.simulator.models import SimulatorFault, SimulatorMedia, SimulatorMessage

Status = SimulatorMessage.Status
TONES = {
    Status.SENDING: Tone.WAITING,
    Status.ACCEPTED: Tone.WAITING,
    Status.SENT: Tone.GOOD,
    Status.DELIVERED: Tone.GOOD,
    Status.READ: Tone.GOOD,
    Status.FAILED: Tone.BAD,
}


@admin.register(SimulatorMessage)
class SimulatorMessageAdmin(ReadOnlyPage):
    """What the simulated phones hold; a simulator's table is small, so it is searched whole."""

    when = moment("created_at", _("cuándo"))
    status_badge = badge("status", _("estado"), TONES)
    shown_body = pretty_json("body", _("contenido"))

    list_display = ("when", "direction", "address", "name", "kind", "status_badge", "failure")
    list_filter = ("direction", "status", "kind")
    search_fields = ("address", "name", "wamid")
    heavy_fields = ("body",)
    readonly_fields = ("shown_body",)
    fields = (
        "created_at",
        "phone_number_id",
        "direction",
        "address",
        "bsuid",
        "name",
        "kind",
        "status",
        "failure",
        "wamid",
        "callback_data",
        "shown_body",
    )


@admin.register(SimulatorMedia)
class SimulatorMediaAdmin(ReadOnlyPage):
    when = moment("created_at", _("cuándo"))

    list_display = ("id", "mime_type", "size", "when")
    list_filter = ("mime_type",)
    ordering = ("-created_at",)
    heavy_fields = ("content",)
    fields = ("id", "mime_type", "size", "created_at")
    readonly_fields = ("size",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        sized: QuerySet[Any] = super().get_queryset(request).annotate(size=Length("content"))
        return sized

    @admin.display(description=_("bytes"), ordering="size")
    def size(self, obj: Any) -> int:
        return int(obj.size)


@admin.register(SimulatorFault)
class SimulatorFaultAdmin(ReadOnlyPage):
    """Faults are switched on and off in the simulator itself."""

    since = moment("created_at", _("desde"))

    list_display = ("kind", "phone_number_id", "remaining", "amount", "since")
    list_filter = ("kind",)
