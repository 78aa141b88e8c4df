"""Signing in and out: /auth/login, /auth/refresh, /auth/logout, /auth/invitacion."""

from dataclasses import replace
from typing import Any

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from accounts import sessions
from accounts.api.bodies import (
    AcceptFields,
    LoginFields,
    LogoutFields,
    RefreshFields,
    TokensBody,
    tokens,
)
from accounts.invitations import accept
from accounts.memberships import standing
from accounts.models import Session, UserCliente, Usuario
from accounts.signing_in import password_check, sign_in
from liora.api.errors import NotFound
from liora.api.schema import answers
from liora.api.throttle import limited
from liora.api.views import ApiView, said
from liora.ops.client_address import client_address
from tenants.audit import actor_of, record


class Open(ApiView):
    """A view for whoever is not signed in yet; a token sent along is not even read."""

    authentication_classes = ()
    permission_classes = (AllowAny,)


class Login(Open):
    @answers(401, 404)
    @extend_schema(request=LoginFields, responses=TokensBody)
    @limited(group="login", rate="30/m")
    def post(self, request: Any) -> Response:
        """Entra con correo y contraseña; da un token de acceso y uno de renovación."""
        given = said(LoginFields, request)
        address = client_address(request)
        usuario = sign_in(email=given["email"], password=given["password"], address=address)
        membership = chosen(usuario, given.get("cliente_id"))
        return Response(tokens(signed_in(request, usuario, membership)))


class Renewal(Open):
    @answers(401, 404)
    @extend_schema(request=RefreshFields, responses=TokensBody)
    @limited(group="refresh", rate="120/m")
    def post(self, request: Any) -> Response:
        """Cambia un token de renovación, que sirve una sola vez, por un par nuevo."""
        given = said(RefreshFields, request)
        return Response(tokens(sessions.renew(given["refresh"], actor=actor_of(request))))


class Logout(ApiView):
    @extend_schema(request=LogoutFields, responses={204: None})
    @transaction.atomic
    def post(self, request: Any) -> Response:
        """Termina la sesión de este token, o todas las de la persona."""
        if said(LogoutFields, request)["todas"]:
            sessions.end_all(request.user, Session.End.SALIDA_DE_TODAS)
            record("cuenta.salio_de_todas", actor=actor_of(request))
        else:
            sessions.end(request.auth.session.pk, Session.End.SALIDA)
            record("cuenta.salio", actor=actor_of(request))
        return Response(status=204)


class Invitation(Open):
    @answers(403, 404)
    @extend_schema(request=AcceptFields, responses={201: TokensBody})
    @limited(group="invitacion", rate="30/m")
    def post(self, request: Any) -> Response:
        """Acepta una invitación recibida por correo y entra."""
        given, check = said(AcceptFields, request), password_check(request)
        membership = accept(**given, actor=actor_of(request), check=check)
        pair = signed_in(request, membership.usuario, membership)
        return Response(tokens(pair), status=201)


def chosen(usuario: Usuario, name: str | None) -> UserCliente | None:
    """Return the membership to act through: in the Cliente named, or the oldest one.

    Raises NotFound for a Cliente the person may not act in now.
    """
    memberships = standing(usuario)
    if name is None:
        return memberships.first()
    wanted = name.strip().lower()
    for membership in memberships:
        if wanted in (str(membership.cliente_id), membership.cliente.slug):
            return membership
    raise NotFound


@transaction.atomic
def signed_in(request: Any, usuario: Usuario, membership: UserCliente | None) -> sessions.Pair:
    pair = sessions.begin(
        usuario,
        membership,
        address=client_address(request),
        user_agent=request.headers.get("User-Agent", ""),
    )
    actor = replace(actor_of(request), usuario_id=usuario.pk)
    record("cuenta.entro", actor=actor, cliente_id=membership.cliente_id if membership else None)
    return pair
