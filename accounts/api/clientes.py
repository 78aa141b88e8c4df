"""Businesses: /clientes and /clientes/{id}."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.access import MANAGERS, requires_role, requires_tenant
from accounts.api.bodies import email_field
from accounts.changes import change_cliente
from accounts.models import UserCliente
from accounts.opening import Opened, open_cliente, open_cliente_for
from liora.api.errors import Forbidden
from liora.api.fields import Text
from liora.api.idempotency import idempotent
from liora.api.schema import answers
from liora.api.throttle import limited
from liora.api.views import ApiViewSet, Said, said
from tenants.audit import actor_of
from tenants.link_hosts import plain_hosts, valid_link_hosts
from tenants.models import Cliente

BY_OPERATORS = _("Lo cambia un operador, en la administración.")
SHOWN: tuple[str, ...] = (
    "id",
    "slug",
    "name",
    "plan",
    "estado",
    "rol",
    "link_hosts",
    "created_at",
    "updated_at",
)


class LinkHosts(serializers.ListField):
    """Names of sites, kept as DNS spells them."""

    child = Text(max_length=253)

    def to_internal_value(self, data: Any) -> list[str]:
        hosts = super().to_internal_value(data)
        valid_link_hosts(hosts)
        return plain_hosts(hosts)


class ClienteBody(serializers.ModelSerializer[Cliente]):
    rol = serializers.ChoiceField(choices=UserCliente.Rol.choices, read_only=True)
    link_hosts = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = Cliente
        fields = SHOWN
        read_only_fields = SHOWN


class OpenedBody(serializers.ModelSerializer[Cliente]):
    rol = serializers.ChoiceField(choices=UserCliente.Rol.choices, read_only=True)
    link_hosts = serializers.ListField(child=serializers.CharField(), read_only=True)
    publish_secret = serializers.CharField(
        read_only=True, help_text=_("Firma las publicaciones del catálogo. No se vuelve a mostrar.")
    )

    class Meta:
        model = Cliente
        fields = (*SHOWN, "publish_secret")
        read_only_fields = fields


class NewClienteFields(serializers.Serializer[Any]):
    name = Text(max_length=120)
    slug = serializers.SlugField(max_length=60, required=False, default="")
    owner_email = email_field(
        required=False, default="", help_text=_("A quién invitar como dueño. Solo operadores.")
    )


class ClienteFields(serializers.Serializer[Any]):
    name = Text(max_length=120)
    plan = serializers.ChoiceField(choices=Cliente.Plan.choices, help_text=BY_OPERATORS)
    estado = serializers.ChoiceField(choices=Cliente.Estado.choices, help_text=BY_OPERATORS)
    link_hosts = LinkHosts(help_text=_("A qué sitios llevan los enlaces; vacía: al catálogo."))


class OperatorsOnly(Forbidden):
    code = "solo_operadores"
    message = _("El plan y el estado los cambia quien opera Liora: escribinos.")


def body(cliente: Cliente, membership: UserCliente) -> Any:
    cliente.rol = membership.rol  # type: ignore[attr-defined]  # shown beside the rest
    return ClienteBody(cliente).data


def opened_by(request: Any, owner_email: str, given: Said) -> Opened:
    """Open a business for whoever asks, or, by an operator, for somebody else."""
    actor = actor_of(request)
    if not owner_email:
        return open_cliente(owner=request.user, **given, actor=actor)
    if not request.user.is_staff:
        raise OperatorsOnly(_("Solo quien opera Liora crea un negocio para otra persona."))
    return open_cliente_for(owner_email, **given, actor=actor)


class Clientes(ApiViewSet):
    @extend_schema(responses=ClienteBody(many=True))
    @limited(group="clientes-lista", rate="120/m", key="user")
    def list(self, request: Any) -> Response:
        """Lista los negocios a los que se pertenece."""
        return Response([body(one.cliente, one) for one in request.auth.memberships])

    @answers(403)
    @extend_schema(request=NewClienteFields, responses={201: OpenedBody})
    @limited(group="clientes", rate="20/d", key="user")
    @idempotent
    def create(self, request: Any) -> Response:
        """Crea un negocio en el plan free.

        Quien lo crea es su dueño; un operador, en cambio, puede invitar por correo a quien lo sea.
        """
        given = said(NewClienteFields, request)
        opened = opened_by(request, given.pop("owner_email"), given)
        told = body(opened.cliente, opened.membership)
        return Response({**told, "publish_secret": opened.publish_secret}, status=201)

    @extend_schema(responses=ClienteBody)
    @requires_tenant
    def retrieve(self, request: Any) -> Response:
        """Muestra un negocio."""
        return Response(body(request.cliente, request.membership))

    @extend_schema(request=ClienteFields, responses=ClienteBody)
    @requires_role(*MANAGERS)
    def partial_update(self, request: Any) -> Response:
        """Cambia el nombre de un negocio, o los sitios a los que llevan sus enlaces."""
        given = said(ClienteFields, request, partial=True)
        for field in ("plan", "estado"):
            if given.pop(field, getattr(request.cliente, field)) != getattr(request.cliente, field):
                raise OperatorsOnly
        change_cliente(request.cliente, given, actor=actor_of(request))
        return Response(body(request.cliente, request.membership))
