from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.utils.translation import gettext_lazy as _

from whatsapp.models import WabaAccount
from whatsapp.numbers.rules import LONGEST_TOKEN, one_word


class WabaAccountForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    """The access token goes in and never comes out: empty keeps the one that is stored."""

    new_token = forms.CharField(
        label=_("Token nuevo"),
        required=False,
        max_length=LONGEST_TOKEN,
        validators=[one_word],
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "size": 60}),
        help_text=_("Vacío conserva el guardado. Por seguridad nunca se vuelve a mostrar."),
    )
    webhook_url = forms.URLField(
        label=_("Dirección del webhook"),
        required=False,
        max_length=200,
        assume_scheme="https",
        widget=AdminURLFieldWidget,
    )

    class Meta:
        model = WabaAccount
        fields = (
            "cliente",
            "display_phone",
            "phone_number_id",
            "waba_id",
            "estado",
            "marks_read",
            "webhook_url",
            "expiracion_token",
            "messages_per_second",
            "paused_until",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "estado" in self.fields:
            # Retiring does more than change this column, and has its own button.
            self.fields["estado"].choices = [  # type: ignore[attr-defined]
                each
                for each in WabaAccount.Estado.choices
                if each[0] != WabaAccount.Estado.RETIRADA
            ]
        if self.instance._state.adding and "new_token" in self.fields:
            self.fields["new_token"].required = True
            self.fields["new_token"].help_text = _("Por seguridad nunca se vuelve a mostrar.")
