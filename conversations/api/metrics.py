"""Figures of a business: /clientes/{id}/metrics."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from accounts.access import requires_tenant
from conversations.api.bodies import MetricsBody
from conversations.api.filters import PeriodFilters
from conversations.ctr import ctr
from conversations.models import ConversationLog
from conversations.stats import Figures, figures
from liora.api.filters import checked
from liora.api.views import ApiViewSet

USUAL = timedelta(days=7)


class Metrics(ApiViewSet):
    @extend_schema(
        parameters=[
            OpenApiParameter("desde", OpenApiTypes.DATETIME),
            OpenApiParameter("hasta", OpenApiTypes.DATETIME),
        ],
        responses=MetricsBody,
    )
    @requires_tenant
    def show(self, request: Any) -> Response:
        """Muestra mensajes, demoras, lo no entendido y clics, por defecto de siete días."""
        asked = checked(PeriodFilters, request, ConversationLog.objects.none()).form.cleaned_data
        hasta = asked["hasta"] or timezone.now()
        desde = asked["desde"] or hasta - USUAL
        period = {"desde": desde, "hasta": hasta}
        told = {**period, **drawn(figures(**period)), "ctr": ctr(**period)}
        return Response(MetricsBody(told).data)


def drawn(found: Figures) -> dict[str, Any]:
    return {
        "mensajes": {
            "recibidos": found.recibidos,
            "enviados": found.enviados,
            "por_estado": found.por_estado,
        },
        "latency_ms": found.delays,
        "sin_match": {"cantidad": found.sin_match, "proporcion": found.no_match_share},
        "intents": [{"intent": intent, "cantidad": count} for intent, count in found.intents],
    }
