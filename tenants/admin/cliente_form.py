from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tenants.link_hosts import plain_hosts, valid_link_hosts
from tenants.models import Cliente


class Sites(forms.CharField):
    """Names of sites, one a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        hosts = [line.strip() for line in str(value or "").splitlines() if line.strip()]
        valid_link_hosts(hosts)
        return plain_hosts(hosts)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != (initial or []))
        except forms.ValidationError:
            return True


class ClienteForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    link_hosts = Sites(
        label=_("Sitios de sus enlaces"),
        required=False,
        help_text=_("Uno por renglón, como tienda.com.ar. Vacío: los que nombra su catálogo."),
    )

    class Meta:
        model = Cliente
        fields = ("name", "slug", "plan", "estado", "link_hosts")
