from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from accounts.models import Usuario
from accounts.password_rules import MOST_CHARACTERS


def password_field(autocomplete: str, label: Any) -> forms.CharField:
    """Return a password field; a browser's own keeper is told which password is meant."""
    return forms.CharField(
        label=label,
        # A space at either end is part of a password.
        strip=False,
        # Hashing a book would keep a process busy.
        max_length=MOST_CHARACTERS,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
    )


class NewPasswordForm(forms.Form):
    """A new password for `usuario`, strong enough (AUTH_PASSWORD_VALIDATORS)."""

    clave = password_field("new-password", _("Clave nueva"))

    def __init__(self, usuario: Usuario, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usuario = usuario
        self.fields["clave"].help_text = _(
            "Al menos 12 caracteres, y que no sea fácil de adivinar."
        )

    def clean_clave(self) -> str:
        clave = str(self.cleaned_data["clave"])
        validate_password(clave, self.usuario)
        return clave


class NewcomerForm(NewPasswordForm):
    """What a person who was never here says of themselves."""

    nombre = forms.CharField(
        label=_("Tu nombre"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("nombre", "clave")


class KnownPersonForm(forms.Form):
    """The password of a person who has one, whom another business invites."""

    clave = password_field("current-password", _("Tu clave de Liora"))

    def __init__(self, usuario: Usuario, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
