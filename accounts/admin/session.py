from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import Session
from accounts.sessions import close
from liora.admin.columns import moment
from liora.admin.readonly import ReadOnlyPage


@admin.register(Session)
class SessionAdmin(ReadOnlyPage):
    """Who is signed in to the API. An operator may end a session; the next call is refused."""

    begun = moment("created_at", _("empezó"))
    used = moment("used_at", _("último uso"))
    ended = moment("ended_at", _("terminó"))

    actions = ("end_sessions",)  # type: ignore[assignment]  # the one thing done here
    list_display = ("id", "usuario", "begun", "used", "address", "ended", "end_reason")
    list_filter = ("end_reason",)
    list_select_related = ("usuario",)
    search_fields = ("usuario__email", "address__exact")
    fields = (
        "usuario",
        "created_at",
        "used_at",
        "expires_at",
        "address",
        "user_agent",
        "ended_at",
        "end_reason",
    )

    @admin.action(description=_("Terminar las sesiones elegidas"), permissions=["end"])
    def end_sessions(self, request: HttpRequest, queryset: QuerySet[Session]) -> None:
        ended = close(queryset, Session.End.ADMINISTRACION)
        self.message_user(request, _("Sesiones terminadas: %d") % ended)

    def has_end_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("accounts.change_session"))

    def get_actions(self, request: HttpRequest) -> Any:
        return {
            name: action
            for name, action in super().get_actions(request).items()
            if name == "end_sessions"
        }
