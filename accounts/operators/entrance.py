"""The last step in, and the question whether somebody took it."""

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest

from accounts.models import SecondFactor, Usuario
from accounts.operators import pending
from accounts.operators.session_age import begin
from accounts.second_factor import confirmed_factor
from tenants.audit import actor_of, record

PROVED = "segundo_factor"
"""Which authenticator was proved in this session; resetting it ends the session."""


def enter(request: HttpRequest, usuario: Usuario, factor: SecondFactor | None) -> None:
    """Sign an operator in, in a session with a new key."""
    pending.forget(request)
    login(request, usuario)
    begin(request)
    if factor is not None:
        request.session[PROVED] = str(factor.pk)
    record("admin.entro", actor=actor_of(request), target=str(usuario.pk))


def is_proved(request: HttpRequest) -> bool:
    """Tell whether the session's person needs no second factor or proved the one they have."""
    if not settings.ADMIN_SECOND_FACTOR:
        return True
    proved = request.session.get(PROVED)
    assert isinstance(request.user, Usuario)
    factor = confirmed_factor(request.user) if proved else None
    return factor is not None and str(factor.pk) == proved
