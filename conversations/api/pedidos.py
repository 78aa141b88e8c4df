"""Orders of a business: /clientes/{id}/pedidos."""

from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from accounts.access import requires_tenant
from conversations.api.filters import PedidoFilters
from conversations.api.parameters import PHONE, text
from conversations.api.pedido_bodies import PedidoBody, PedidoChanges
from conversations.models import Pedido
from conversations.order_work import Change, change_order
from liora.api.errors import NotFound
from liora.api.filters import ALWAYS, filtered
from liora.api.schema import answers
from liora.api.views import PagedViewSet, said
from tenants.audit import actor_of

FILTERS = [
    OpenApiParameter("desde", OpenApiTypes.DATETIME),
    OpenApiParameter("hasta", OpenApiTypes.DATETIME),
    OpenApiParameter("estado", enum=Pedido.Estado.values),
    text("code", 12),
    PHONE,
]


def orders() -> QuerySet[Pedido]:
    return Pedido.objects.prefetch_related(Prefetch("lineas", to_attr="told"))


def order(pid: UUID) -> Pedido:
    found = orders().filter(pk=pid).first()
    if found is None:
        raise NotFound
    return found


class Pedidos(PagedViewSet):
    @extend_schema(parameters=FILTERS, responses=PedidoBody(many=True))
    @requires_tenant
    def list(self, request: Any) -> Response:
        """Lista los pedidos con sus líneas, el más nuevo primero."""
        rows = filtered(PedidoFilters, request, orders(), also=ALWAYS)
        return self.page(rows, lambda page: PedidoBody(page, many=True).data)

    @extend_schema(responses=PedidoBody)
    @requires_tenant
    def retrieve(self, request: Any, pid: UUID) -> Response:
        """Muestra un pedido."""
        return Response(PedidoBody(order(pid)).data)

    @extend_schema(request=PedidoChanges, responses=PedidoBody)
    @requires_tenant
    @answers(409)
    def partial_update(self, request: Any, pid: UUID) -> Response:
        """Avanza o cancela un pedido, o le pone una nota.

        Cancelarlo devuelve lo reservado. A quien compró no se le escribe: el aviso lo da la tienda.
        """
        change = Change(**said(PedidoChanges, request, partial=True))
        change_order(pid, change, actor=actor_of(request))
        return Response(PedidoBody(order(pid)).data)
