from typing import Any

from django.contrib import admin
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.membership_form import MembershipForm
from accounts.invitations import known_as
from accounts.models import UserCliente
from accounts.team import is_last_owner, record_change
from liora.admin.columns import Tone, badge, moment
from liora.admin.editable import EditablePage
from liora.admin.filters import FewRelated
from tenants.audit import actor_of, record

TONES = {
    UserCliente.Estado.INVITADO: Tone.WAITING,
    UserCliente.Estado.ACTIVO: Tone.GOOD,
    UserCliente.Estado.SUSPENDIDO: Tone.BAD,
}


@admin.register(UserCliente)
class UserClienteAdmin(EditablePage):
    estado_badge = badge("estado", _("estado"), TONES)
    since = moment("created_at", _("desde"))

    form = MembershipForm
    # One by one, or the last owner of a business could go among others.
    actions = None
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
        may = bool(request.user.has_perm("accounts.delete_usercliente"))
        return may and (obj is None or not is_last_owner(obj))

    @transaction.atomic
    def save_model(
        self, request: HttpRequest, obj: UserCliente, form: "ModelForm[Any]", change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        before = {name: form.initial.get(name, "") for name in ("rol", "estado")}
        record_change(obj, before, actor_of(request))

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: UserCliente) -> None:
        before = {"rol": obj.rol, "estado": obj.estado}
        target, cliente_id = known_as(obj), obj.cliente_id
        super().delete_model(request, obj)
        actor = actor_of(request)
        record("usuario.quitado", actor=actor, cliente_id=cliente_id, target=target, before=before)
