from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.admin.usuario_forms import LowercaseEmail, UsuarioAddForm
from accounts.models import UserCliente, Usuario
from liora.admin.columns import Tone, badge, moment
from liora.admin.editable import EditablePage
from tenants.audit import actor_of, record

RECORDED = {
    "cuenta.estado_cambiado": ("estado",),
    "cuenta.permisos_cambiados": ("is_staff", "is_superuser"),
}
TONES = {Usuario.Estado.ACTIVO: Tone.GOOD, Usuario.Estado.SUSPENDIDO: Tone.BAD}


class Memberships(admin.TabularInline):  # type: ignore[type-arg]  # generic only in the stubs
    """What a person may do where.

    It is changed on the page of each membership, which leaves every business an owner and records
    the change.
    """

    model = UserCliente
    fields = ("cliente", "rol", "estado")
    extra = 0
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Usuario)
class UsuarioAdmin(EditablePage, UserAdmin):  # type: ignore[type-arg]  # generic only in the stubs
    """People by e-mail. Nobody is deleted, which would take what they did along."""

    estado_badge = badge("estado", _("estado"), TONES)
    last_seen = moment("last_login", _("última entrada"))

    list_display = ("email", "nombre", "estado_badge", "is_staff", "is_superuser", "last_seen")
    list_filter = ("estado", "is_staff", "is_superuser")
    form = LowercaseEmail
    add_form = UsuarioAddForm
    search_fields = ("email", "nombre")
    ordering = ("email",)
    readonly_fields = ("password_state", "last_login", "created_at", "related_rows")
    inlines = (Memberships,)
    fieldsets = (
        (None, {"fields": ("email", "nombre", "password_state", "estado")}),
        (
            _("Administración"),
            {"fields": ("is_staff", "is_superuser", "groups", "user_permissions")},
        ),
        (_("Registro"), {"fields": ("last_login", "created_at", "related_rows")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("email", "nombre", "usable_password", "password1", "password2"),
            },
        ),
    )

    @transaction.atomic
    def save_model(
        self, request: HttpRequest, obj: Usuario, form: "ModelForm[Any]", change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        for event, columns in RECORDED.items():
            changed = [name for name in columns if name in form.changed_data]
            if change and changed:
                record(
                    event,
                    actor=actor_of(request),
                    target=str(obj.pk),
                    before={name: form.initial[name] for name in changed},
                    after={name: getattr(obj, name) for name in changed},
                )

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return super().get_inlines(request, obj) if obj else ()

    @admin.display(description=_("contraseña"))
    def password_state(self, obj: Usuario) -> SafeString:
        """Say whether there is a password; Django's own field would show parts of its hash."""
        return format_html(
            '{} · <a href="{}">{}</a>',
            _("guardada ✓") if obj.has_usable_password() else _("falta"),
            reverse("admin:auth_user_password_change", args=[obj.pk]),
            _("cambiarla"),
        )
