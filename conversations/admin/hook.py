from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from conversations.admin import tones
from conversations.hooks.event_body import event_body
from conversations.hooks.replaying import replay
from conversations.hooks.troubles import told
from conversations.models import HookEvent, HookLane
from liora.admin.columns import badge, exact_moment, laid_out, moment
from liora.admin.editable import EditablePage
from liora.admin.empty import NOTHING
from liora.admin.filters import DayFilter, FewRelated
from liora.admin.lane import LanePage
from liora.admin.links import linked
from tenants.audit import actor_of


class _Trouble:
    @admin.display(description=_("problema"), ordering="trouble")
    def problem(self, obj: Any) -> str:
        status = f"{obj.answered} · " if obj.answered else ""
        return f"{status}{told(obj.trouble)}" if obj.trouble else NOTHING


@admin.register(HookEvent)
class HookEventAdmin(_Trouble, EditablePage):
    """What tenants' webhooks were told; nothing of it can be changed but to send it again."""

    when = moment("created_at", _("cuándo"))
    estado_badge = badge("estado", _("estado"), tones.OF_HOOKS)
    number = linked("waba_account", _("número"))
    message = linked("log", _("mensaje"))
    convo_link = linked("convo", _("conversación"))
    happened = exact_moment("created_at", _("ocurrió"))
    delivered = exact_moment("delivered_at", _("entregado"))
    replayed = exact_moment("replayed_at", _("reenviado"))
    waits_until = exact_moment("not_before", _("no antes de"))

    actions = ("send_again",)
    list_display = ("when", "kind", "status", "estado_badge", "attempts", "problem", "cliente")
    list_filter = ("estado", "kind", DayFilter, ("cliente", FewRelated))
    list_select_related = ("cliente",)
    search_fields = ("id__exact",)
    fields = (
        "kind",
        "status",
        ("error_code", "error_detail"),
        "estado",
        "attempts",
        "problem",
        "cliente",
        "number",
        "convo_link",
        "message",
        "happened",
        "waits_until",
        "delivered",
        "replayed",
        "told",
    )
    readonly_fields = (
        "kind",
        "status",
        "error_code",
        "error_detail",
        "estado",
        "attempts",
        "problem",
        "cliente",
        "number",
        "convo_link",
        "message",
        "happened",
        "waits_until",
        "delivered",
        "replayed",
        "told",
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description=_("lo que se manda"))
    def told(self, obj: HookEvent) -> str:
        return laid_out(event_body(obj))

    @admin.action(description=_("Reenviar las entregas elegidas"), permissions=["change"])
    def send_again(self, request: HttpRequest, chosen: QuerySet[HookEvent]) -> None:
        count = replay(chosen.order_by(), actor=actor_of(request))
        sent = ngettext(
            "%d entrega puesta de nuevo en la fila.",
            "%d entregas puestas de nuevo en la fila.",
            count,
        )
        self.message_user(request, sent % count, messages.SUCCESS)


@admin.register(HookLane)
class HookLaneAdmin(_Trouble, LanePage):
    """How the webhook of each number answers."""

    number = linked("waba_account", _("número"))
    paused = moment("paused_until", _("en pausa hasta"))
    failing = moment("failing_since", _("falla desde"))
    delivered = moment("delivered_at", _("última entrega"))

    list_display = ["number", "cliente", "failures", "problem", "paused", "delivered", "waiting"]
    list_select_related = ["cliente", "waba_account"]
    search_fields = ("waba_account__phone_number_id__exact",)
