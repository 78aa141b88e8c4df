"""Passwords: /auth/password to change one's own, …/olvido and …/restablecer to get back in."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.api.auth import Open
from accounts.api.bodies import ChangePasswordFields, ForgottenFields, ResetFields
from accounts.passwords import change_password, forget, reset_password
from liora.api.schema import answers
from liora.api.throttle import limited
from liora.api.views import ApiView, said
from tenants.audit import actor_of


class Password(ApiView):
    @answers(403)
    @extend_schema(request=ChangePasswordFields, responses={204: None})
    @limited(group="password", rate="10/m")
    def post(self, request: Any) -> Response:
        """Cambia la contraseña propia y termina todas las sesiones, también esta."""
        given = said(ChangePasswordFields, request)
        change_password(
            request.user, given["password"], given["password_nueva"], actor=actor_of(request)
        )
        return Response(status=204)


class Forgotten(Open):
    @extend_schema(request=ForgottenFields, responses={202: None})
    @limited(group="olvido", rate="10/m")
    def post(self, request: Any) -> Response:
        """Manda un enlace para elegir otra contraseña, si el correo es de alguien.

        La respuesta es la misma en los dos casos.
        """
        forget(said(ForgottenFields, request)["email"])
        return Response(None, status=202)


class Reset(Open):
    @answers(404)
    @extend_schema(request=ResetFields, responses={204: None})
    @limited(group="restablecer", rate="30/m")
    def post(self, request: Any) -> Response:
        """Elige otra contraseña con el enlace recibido; termina todas las sesiones."""
        given = said(ResetFields, request)
        reset_password(given["token"], given["password"], actor=actor_of(request))
        return Response(status=204)
