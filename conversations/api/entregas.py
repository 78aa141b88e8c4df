"""Outgoing webhooks of a business: /clientes/{id}/entregas."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from accounts.access import MANAGERS, requires_role
from conversations.api.entrega_bodies import (
    EntregaBody,
    EntregaDetail,
    HookSecretBody,
    TestFields,
    WebhookBody,
)
from conversations.api.filters import EntregaFilters
from conversations.hooks.replaying import StillWaiting, replay, try_out, wake_all
from conversations.models import HookEvent, HookLane
from liora.api.errors import NotFound
from liora.api.filters import ALWAYS, filtered
from liora.api.idempotency import idempotent
from liora.api.schema import answers
from liora.api.throttle import limited
from liora.api.views import ApiViewSet, PagedViewSet, said
from tenants.audit import actor_of, record
from tenants.hook_secrets import rotate
from whatsapp.models import WabaAccount

Estado = HookEvent.Estado
FILTERS = [
    OpenApiParameter("desde", OpenApiTypes.DATETIME),
    OpenApiParameter("hasta", OpenApiTypes.DATETIME),
    OpenApiParameter("estado", enum=Estado.values),
    OpenApiParameter("kind", enum=HookEvent.Kind.values),
    OpenApiParameter("waba_account_id", OpenApiTypes.UUID),
]


def delivery(eid: UUID) -> HookEvent:
    rows = HookEvent.objects.select_related("waba_account", "log__event", "log__media")
    found = rows.filter(pk=eid).first()
    if found is None:
        raise NotFound
    return found


def webhooks() -> QuerySet[HookLane]:
    return HookLane.objects.annotate(
        pendientes=_count(Estado.PENDIENTE), muertas=_count(Estado.MUERTO)
    )


def _count(estado: Estado) -> Coalesce:
    rows = HookEvent.objects.filter(waba_account=OuterRef("waba_account"), estado=estado)
    counted = rows.order_by().values("waba_account").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


class Entregas(PagedViewSet):
    @extend_schema(parameters=FILTERS, responses=EntregaBody(many=True))
    @requires_role(*MANAGERS)
    def list(self, request: Any) -> Response:
        """Lista lo avisado y lo que falta avisar a los webhooks del negocio, lo más nuevo antes."""
        rows = filtered(EntregaFilters, request, HookEvent.objects.all(), also=ALWAYS)
        return self.page(rows, lambda page: EntregaBody(page, many=True).data)

    @extend_schema(responses=EntregaDetail)
    @requires_role(*MANAGERS)
    def retrieve(self, request: Any, eid: UUID) -> Response:
        """Muestra una entrega, con el cuerpo que se manda."""
        return Response(EntregaDetail(delivery(eid)).data)

    @extend_schema(request=None, responses={202: EntregaBody})
    @requires_role(*MANAGERS)
    @answers(409)
    def replay(self, request: Any, eid: UUID) -> Response:
        """Vuelve a poner en la fila una entrega muerta o ya entregada, con su mismo id."""
        event = delivery(eid)
        if not replay(HookEvent.objects.filter(pk=event.pk), actor=actor_of(request)):
            raise StillWaiting
        return Response(EntregaBody(delivery(eid)).data, status=202)


class Webhooks(ApiViewSet):
    @extend_schema(responses=WebhookBody(many=True))
    @requires_role(*MANAGERS)
    def list(self, request: Any) -> Response:
        """Dice cómo anda el webhook de cada número: pausas, último problema, lo que espera."""
        return Response(WebhookBody(webhooks().order_by("waba_account"), many=True).data)

    @extend_schema(request=TestFields, responses={202: EntregaBody})
    @requires_role(*MANAGERS)
    @limited(group="webhook-prueba", rate="20/m", key="user")
    @idempotent
    @answers(409)
    def test(self, request: Any) -> Response:
        """Manda una prueba al webhook de un número, antes que lo que espera."""
        account = WabaAccount.objects.filter(pk=said(TestFields, request)["waba_account_id"])
        found = account.exclude(estado=WabaAccount.Estado.RETIRADA).first()
        if found is None:
            raise NotFound
        event = try_out(found, actor=actor_of(request))
        return Response(EntregaBody(event).data, status=202)

    @extend_schema(request=None, responses={201: HookSecretBody})
    @requires_role(*MANAGERS)
    @idempotent
    def rotate(self, request: Any) -> Response:
        """Da un secreto nuevo para firmar los webhooks; un tiempo se firma también con el otro."""
        with transaction.atomic():
            secret, old_valid_until = rotate(request.cliente)
            record("webhook.secreto_rotado", actor=actor_of(request), cliente_id=request.cliente.pk)
            wake_all()
        told = {"hook_secret": secret, "old_valid_until": old_valid_until}
        return Response(HookSecretBody(told).data, status=201)
