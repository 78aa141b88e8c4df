from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from conversations.models import ConvoState
from conversations.replying import LONGEST

LONGEST_NOTE = 1000
Estado = ConvoState.Estado


class ConvoStateForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    """Who answers; a decision of the customer that an operator records needs its proof."""

    nota = forms.CharField(
        label=_("Cómo se supo"),
        help_text=_("Para anotar una baja, o que alguien quiere volver. Queda para siempre."),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 60}),
    )

    class Meta:
        model = ConvoState
        fields = ("estado",)

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        # The form holds what was posted; the row, what was stored when the page was asked for.
        before = self.initial.get("estado")
        decides = Estado.BAJA in (before, fields.get("estado")) and before != fields.get("estado")
        if decides and not fields.get("nota", "").strip():
            self.add_error("nota", _("Escribí cómo se supo lo que esta persona quiere."))
        return fields


class ReplyForm(forms.Form):
    texto = forms.CharField(
        label=_("Responder"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )
