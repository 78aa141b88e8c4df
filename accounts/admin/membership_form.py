from typing import Any

from django import forms

from accounts.models import UserCliente
from accounts.team import LastOwner, is_last_owner


class MembershipForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    """Leaves every business an owner who may act, as the API does."""

    class Meta:
        model = UserCliente
        fields = ("usuario", "cliente", "rol", "estado")

    def clean(self) -> dict[str, Any] | None:
        given = super().clean() or {}
        stays = given.get("rol") == UserCliente.Rol.OWNER and (
            given.get("estado") == UserCliente.Estado.ACTIVO
        )
        known = not self.instance._state.adding
        if known and not stays and is_last_owner(UserCliente.objects.get(pk=self.instance.pk)):
            raise forms.ValidationError(LastOwner.message, code=LastOwner.code)
        return given
