from copy import copy
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.db.models import Q, QuerySet
from django.forms.fields import InvalidJSONInput
from django.utils.translation import gettext_lazy as _

from liora.api.bodies import strict_object
from liora.api.errors import ApiError
from whatsapp.models import MessageTemplate, WabaAccount
from whatsapp.numbers.reopening import COLUMNS, wrong_reopening
from whatsapp.numbers.rules import LONGEST_TOKEN, one_word

Status = MessageTemplate.Status


class JsonObject(forms.JSONField):
    """A JSON object as strict as the API's, and empty for none."""

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if not value.strip() or value.strip() == "null":
            return None
        try:
            return strict_object(value.encode("utf-8", "surrogatepass"))
        except ApiError as error:
            raise forms.ValidationError(str(error), code=error.code) from None

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Show again what was typed, as it was: reading it first may be what hurts."""
        return data if data is None else InvalidJSONInput(data)


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
    reopen_parameters = JsonObject(
        label=WabaAccount._meta.get_field("reopen_parameters").verbose_name,
        help_text=WabaAccount._meta.get_field("reopen_parameters").help_text,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    webhook_url = forms.URLField(
        label=_("Dirección del webhook"),
        required=False,
        max_length=200,
        assume_scheme="https",
        widget=AdminURLFieldWidget,
    )

    class Meta:
        # The administration adds `reopen_template` within its scope; here none is open.
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
            "reopen_parameters",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "reopen_template" in self.fields:
            self.fields["reopen_template"].queryset = self._own_templates()  # type: ignore[attr-defined]
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

    def _own_templates(self) -> "QuerySet[MessageTemplate]":
        """Return the chosen, and those that may be: approved, of the number's own account."""
        number = self.instance
        of_account = MessageTemplate.objects.filter(
            Q(status=Status.APROBADA) | Q(pk=number.reopen_template_id),
            cliente=number.cliente_id,
            waba_id=number.waba_id,
        )
        return of_account.order_by("name", "language")

    def clean(self) -> dict[str, Any]:
        """Check the template with its parameters, as they would be filled in."""
        cleaned = super().clean() or {}
        about = {"reopen_template", "reopen_parameters", "waba_id", "cliente"}
        changed = about & set(self.changed_data)
        if changed and {"reopen_template", "reopen_parameters"} <= cleaned.keys():
            wanted = copy(self.instance)
            wanted.waba_id = cleaned.get("waba_id", wanted.waba_id)
            wanted.cliente = cleaned.get("cliente", wanted.cliente)
            wanted.reopen_template = cleaned["reopen_template"]
            wanted.reopen_parameters = cleaned["reopen_parameters"]
            for column, errors in wrong_reopening(wanted, COLUMNS).items():
                self.add_error(column.removesuffix("_id"), errors)
        return cleaned
