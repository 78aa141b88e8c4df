"""How much of its plan a business has used: /clientes/{id}/uso."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.access import requires_tenant
from accounts.team import members
from catalog.models import CatalogActive, CatalogSnapshot
from liora.api.views import ApiViewSet
from tenants.models import Cliente
from tenants.plans import FEATURES, LIMITS, Meter, Window
from tenants.policy import Allowance, allows, notice, usage


class NoticeBody(serializers.Serializer[Any]):
    code = serializers.CharField()
    message = serializers.CharField()


class MeterBody(serializers.Serializer[Any]):
    meter = serializers.ChoiceField(choices=[str(meter) for meter in Meter])
    nombre = serializers.CharField()
    usado = serializers.IntegerField()
    limite = serializers.IntegerField(allow_null=True, help_text=_("Nulo: sin límite."))
    ventana = serializers.ChoiceField(choices=[str(window) for window in Window])
    se_renueva = serializers.DateTimeField(allow_null=True)
    aviso = NoticeBody(allow_null=True)


class UsageBody(serializers.Serializer[Any]):
    plan = serializers.ChoiceField(choices=Cliente.Plan.choices)
    incluye = serializers.DictField(child=serializers.BooleanField())
    limites = MeterBody(many=True)


class Uso(ApiViewSet):
    @extend_schema(responses=UsageBody)
    @requires_tenant
    def show(self, request: Any) -> Response:
        """Muestra qué incluye el plan y cuánto se usó de cada límite."""
        cliente = request.cliente
        told = {
            "plan": cliente.plan,
            "incluye": {str(feature): allows(cliente, feature) for feature in FEATURES},
            "limites": [drawn(one) for one in usage(cliente, stocks(cliente))],
        }
        return Response(UsageBody(told).data)


def stocks(cliente: Cliente) -> dict[Meter, int]:
    """Count what a business has of the things that its plan limits."""
    active = CatalogActive.objects.filter(cliente=cliente).first()
    return {
        Meter.USERS: members(cliente).count(),
        Meter.CATALOG_ROWS: active.rows_count if active else 0,
        Meter.SNAPSHOTS: CatalogSnapshot.objects.filter(cliente=cliente).count(),
    }


def drawn(allowance: Allowance) -> dict[str, Any]:
    limit = LIMITS[allowance.meter]
    return {
        "meter": str(allowance.meter),
        "nombre": limit.name,
        "usado": allowance.used,
        "limite": allowance.limit,
        "ventana": str(limit.window),
        "se_renueva": allowance.resets_at,
        "aviso": notice(allowance),
    }
