from django import forms
from django.contrib.auth.forms import AdminUserCreationForm

from accounts.models import Usuario


class LowercaseEmail(forms.ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    """Addresses are kept in lower case, as `create_user` does."""

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()


class UsuarioAddForm(LowercaseEmail, AdminUserCreationForm):  # type: ignore[type-arg]
    class Meta:
        model = Usuario
        fields = ("email", "nombre")
