from typing import Any

from django import forms

from conversations.models import Pedido


class PedidoForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    """Offers the state an order is in and those that may follow, as the API does."""

    class Meta:
        model = Pedido
        fields = ("estado", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "estado" in self.fields:
            now = Pedido.Estado(self.instance.estado)
            reachable = [now, *Pedido.NEXT[now]]
            self.fields["estado"].choices = [  # type: ignore[attr-defined]  # a choice field
                (estado.value, estado.label) for estado in reachable
            ]
