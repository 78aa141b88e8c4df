from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm

from accounts.signing_in import WrongCredentials, sign_in
from liora.ops.client_address import client_address


class OperatorLoginForm(AdminAuthenticationForm):
    """Django's own, with the password looked at where every password of the house is.

    Raises Locked out of `is_valid()`: a shut door is a page of its own, not a fault of the form.
    """

    def clean(self) -> dict[str, Any]:
        email, password = (self.cleaned_data.get(name) for name in ("username", "password"))
        assert self.request is not None
        if email is not None and password:
            try:
                usuario = sign_in(
                    email=email, password=password, address=client_address(self.request)
                )
            except WrongCredentials:
                raise self.get_invalid_login_error() from None
            self.confirm_login_allowed(usuario)
            self.user_cache = usuario
        return self.cleaned_data
