from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import UserCliente
from liora.admin.columns import Tone, badge, moment
from liora.admin.editable import EditablePage
from liora.admin.filters import FewRelated

TONES = {
    UserCliente.Estado.INVITADO: Tone.WAITING,
    UserCliente.Estado.ACTIVO: Tone.GOOD,
    UserCliente.Estado.SUSPENDIDO: Tone.BAD,
}


@admin.register(UserCliente)
class UserClienteAdmin(EditablePage):
    estado_badge = badge("estado", _("estado"), TONES)
    since = moment("created_at", _("desde"))

    list_display = ("usuario", "cliente", "rol", "estado_badge", "since")
    list_filter = ("rol", "estado", ("cliente", FewRelated))
    list_select_related = ("usuario", "cliente")
    search_fields = ("usuario__email", "cliente__slug", "cliente__name")
    autocomplete_fields = ("usuario", "cliente")
    readonly_fields = ("invited_at", "created_at")
    add_fieldsets = ((None, {"fields": ("usuario", "cliente", "rol")}),)
    fields = ("usuario", "cliente", "rol", "estado", "invited_at", "created_at")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A membership is no history: whoever leaves a business is taken out of it."""
        return bool(request.user.has_perm("accounts.delete_usercliente"))
