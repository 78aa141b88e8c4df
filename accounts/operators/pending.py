"""Between the password and the second step: who is expected, kept in a session nobody is in yet."""

import time
from typing import Any

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from accounts.models import SecondFactor, Usuario

KEY = "segundo_paso"
PATIENCE_S = 10 * 60


def expect(request: HttpRequest, usuario: Usuario, destination: str) -> None:
    """Remember that somebody proved a password; whoever was signed in here no longer is."""
    request.session.flush()
    request.session[KEY] = {
        "usuario": str(usuario.pk),
        "hash": usuario.get_session_auth_hash(),
        "since": time.time(),
        "destination": destination,
    }


def expected(request: HttpRequest) -> Usuario | None:
    """Return who is half way in: an operator still, with the password proved minutes ago."""
    noted = _noted(request)
    if not 0 <= time.time() - noted.get("since", 0) <= PATIENCE_S:
        return None
    usuario = Usuario.objects.filter(pk=noted["usuario"], is_staff=True).first()
    if usuario is None or not usuario.is_active:
        return None
    unchanged = constant_time_compare(usuario.get_session_auth_hash(), noted["hash"])
    return usuario if unchanged else None


def destination(request: HttpRequest) -> str:
    return str(_noted(request)["destination"])


def note_enrolment(request: HttpRequest, factor: SecondFactor) -> None:
    request.session[KEY] = {**_noted(request), "factor": str(factor.pk)}


def enrolment(request: HttpRequest, usuario: Usuario) -> SecondFactor | None:
    """Return the authenticator being enrolled in this session and no other."""
    noted = _noted(request).get("factor")
    if noted is None:
        return None
    return SecondFactor.objects.filter(pk=noted, usuario=usuario, confirmed_at=None).first()


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def _noted(request: HttpRequest) -> dict[str, Any]:
    noted: dict[str, Any] = request.session.get(KEY, {})
    return noted
