"""Templates of a business: /clientes/{id}/plantillas."""

from typing import Any
from uuid import UUID

from django_filters import CharFilter, ChoiceFilter, FilterSet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from accounts.access import MANAGERS, requires_role, requires_tenant
from liora.api.errors import NotFound
from liora.api.filters import filtered
from liora.api.views import PagedViewSet
from whatsapp.api.plantilla_bodies import ListasBody, PlantillaBody
from whatsapp.api.waba import numbers
from whatsapp.message_templates.asking import ask_again
from whatsapp.models import MessageTemplate

STATUS = OpenApiParameter("estado", enum=MessageTemplate.Status.values)
TEXTS = {"type": "string", "pattern": r"^[^\x00]*$"}


class PlantillaFilters(FilterSet):
    estado = ChoiceFilter(field_name="status", choices=MessageTemplate.Status.choices)
    nombre = CharFilter(field_name="name", max_length=512)
    idioma = CharFilter(field_name="language", max_length=20)


FILTERS = [
    STATUS,
    OpenApiParameter("nombre", {**TEXTS, "maxLength": 512}),
    OpenApiParameter("idioma", {**TEXTS, "maxLength": 20}),
]


class Plantillas(PagedViewSet):
    @extend_schema(parameters=FILTERS, responses=PlantillaBody(many=True))
    @requires_tenant
    def list(self, request: Any) -> Response:
        """Lista las plantillas, como Meta las contó por última vez."""
        rows = filtered(PlantillaFilters, request, MessageTemplate.objects.all())
        return self.page(rows, lambda page: PlantillaBody(page, many=True).data)

    @extend_schema(responses=PlantillaBody)
    @requires_tenant
    def retrieve(self, request: Any, tid: UUID) -> Response:
        """Muestra una plantilla y qué parámetros pide."""
        template = MessageTemplate.objects.filter(pk=tid).first()
        if template is None:
            raise NotFound
        return Response(PlantillaBody(template).data)

    @extend_schema(request=None, responses={202: ListasBody})
    @requires_role(*MANAGERS)
    def sync(self, request: Any) -> Response:
        """Pide a Meta la lista de cada cuenta; llega en segundos. A lo sumo una vez por minuto."""
        ask_again(numbers())
        told = {"numeros": numbers().order_by("id")}
        return Response(ListasBody(told).data, status=202)
