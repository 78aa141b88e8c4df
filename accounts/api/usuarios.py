"""Who belongs to a business: /clientes/{id}/usuarios."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.access import MANAGERS, requires_role
from accounts.api.bodies import email_field
from accounts.models import UserCliente
from accounts.team import Change, change_member, invite_member, members, remove_member
from liora.api.idempotency import idempotent
from liora.api.views import PagedViewSet, said
from tenants.audit import actor_of

Rol, Estado = UserCliente.Rol, UserCliente.Estado
CHANGEABLE = [choice for choice in Estado.choices if choice[0] != Estado.INVITADO]


class MemberBody(serializers.Serializer[Any]):
    """A member, or somebody invited, of whom no more is told than was typed in."""

    id = serializers.UUIDField(help_text=_("De la membresía: sirve como {uid}."))
    usuario_id = serializers.UUIDField(allow_null=True, help_text=_("Nulo hasta que acepta."))
    email = serializers.CharField()
    nombre = serializers.CharField(allow_blank=True)
    rol = serializers.ChoiceField(choices=Rol.choices)
    estado = serializers.ChoiceField(choices=Estado.choices)
    created_at = serializers.DateTimeField()


class InviteFields(serializers.Serializer[Any]):
    email = email_field()
    rol = serializers.ChoiceField(choices=Rol.choices, default=Rol.AGENTE)


class MemberFields(serializers.Serializer[Any]):
    rol = serializers.ChoiceField(choices=Rol.choices, required=False)
    estado = serializers.ChoiceField(choices=CHANGEABLE, required=False)


def body(member: UserCliente) -> Any:
    joined = member.estado != Estado.INVITADO
    return MemberBody(
        {
            "id": member.pk,
            "usuario_id": member.usuario_id if joined else None,
            "email": member.usuario.email,
            "nombre": member.usuario.nombre if joined else "",
            "rol": member.rol,
            "estado": member.estado,
            "created_at": member.created_at,
        }
    ).data


class Usuarios(PagedViewSet):
    @extend_schema(responses=MemberBody(many=True))
    @requires_role(*MANAGERS)
    def list(self, request: Any) -> Response:
        """Lista quiénes pertenecen al negocio y a quiénes se invitó."""
        return self.page(members(request.cliente), lambda page: [body(one) for one in page])

    @extend_schema(request=InviteFields, responses={201: MemberBody})
    @requires_role(*MANAGERS)
    @idempotent
    def create(self, request: Any) -> Response:
        """Invita a una persona por correo; entra cuando acepta."""
        given, actor = said(InviteFields, request), actor_of(request)
        member = invite_member(request.cliente, **given, by=request.membership, actor=actor)
        return Response(body(member), status=201)

    @extend_schema(request=MemberFields, responses=MemberBody)
    @requires_role(*MANAGERS)
    def partial_update(self, request: Any, uid: UUID) -> Response:
        """Cambia el rol o el estado de una persona en el negocio."""
        change = Change(**said(MemberFields, request, partial=True))
        member = change_member(
            request.cliente, uid, change, by=request.membership, actor=actor_of(request)
        )
        return Response(body(member))

    @extend_schema(responses={204: None})
    @requires_role(*MANAGERS)
    def destroy(self, request: Any, uid: UUID) -> Response:
        """Quita a una persona del negocio, o retira su invitación."""
        remove_member(request.cliente, uid, by=request.membership, actor=actor_of(request))
        return Response(status=204)
