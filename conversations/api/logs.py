"""What was said and what was published: /clientes/{id}/logs and /clientes/{id}/export."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F, QuerySet
from django.http import StreamingHttpResponse
from django.utils import timezone
from django_filters import FilterSet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, PolymorphicProxySerializer, extend_schema
from rest_framework.response import Response

from accounts.access import MANAGERS, requires_role, requires_tenant
from catalog.models import IngestLog
from conversations.api.bodies import INGEST_FIELDS, MESSAGE_FIELDS, IngestBody, MessageBody
from conversations.api.filters import ESTADOS, IngestFilters, MessageFilters
from conversations.api.parameters import PHONE, text
from conversations.models import ConversationLog
from liora.api.csv_stream import csv_lines
from liora.api.errors import Invalid
from liora.api.filters import ALWAYS, filtered
from liora.api.schema import without_envelope
from liora.api.views import PagedViewSet
from tenants.audit import actor_of, record

CHUNK = 2000
FORMATS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
FROM_SNAPSHOT = ("version", "source", "estado", "rows_count")


KIND = OpenApiParameter("tipo", enum=["conversacion", "ingesta"], default="conversacion")
FORMAT = OpenApiParameter("formato", enum=list(FORMATS), default="csv")
FILTERS = [
    KIND,
    OpenApiParameter("desde", OpenApiTypes.DATETIME),
    OpenApiParameter("hasta", OpenApiTypes.DATETIME),
    OpenApiParameter("estado", enum=[value for value, _name in ESTADOS]),
    OpenApiParameter("direction", enum=ConversationLog.Direction.values),
    text("intent", 60),
    text("skill", 30),
    text("user_msisdn", 140),
    PHONE,
    OpenApiParameter("convo_id", OpenApiTypes.UUID),
]
ROWS = {"type": "array", "items": {"type": "object"}}
LOG_BODY = PolymorphicProxySerializer(
    component_name="LogBody", serializers=[MessageBody, IngestBody], resource_type_field_name=None
)


class Logs(PagedViewSet):
    @extend_schema(parameters=FILTERS, responses=LOG_BODY)
    @requires_tenant
    def list(self, request: Any) -> Response:
        """Lista mensajes, o catálogos publicados, lo más nuevo primero."""
        queryset, filters, body = kind(request)
        rows = filtered(filters, request, queryset, also=ALWAYS)
        return self.page(rows, lambda page: body(page, many=True).data)

    @extend_schema(
        parameters=[*FILTERS, FORMAT],
        responses={(200, "text/csv"): OpenApiTypes.STR, (200, "application/json"): ROWS},
    )
    @without_envelope
    @requires_role(*MANAGERS)
    def export(self, request: Any) -> StreamingHttpResponse:
        """Descarga todo lo filtrado, en CSV o JSON, a medida que se lee."""
        chosen = request.query_params.get("formato", "csv")
        if chosen not in FORMATS:
            raise Invalid({"formato": ("invalid_choice", "csv, json")})
        queryset, filters, body = kind(request)
        rows = filtered(filters, request, queryset, also=frozenset({"formato"}))
        told = {"formato": chosen, "filtros": request.query_params.urlencode()[:200]}
        record(
            "logs.exportados", actor=actor_of(request), cliente_id=request.cliente.pk, after=told
        )
        return download(rows, body, chosen)


def kind(request: Any) -> tuple[QuerySet[Any], type[FilterSet], Any]:
    """Return the table asked for, what narrows it, and how its rows are shown."""
    if request.query_params.get("tipo") == "ingesta":
        return IngestLog.objects.select_related("snapshot"), IngestFilters, IngestBody
    return ConversationLog.objects.select_related("media"), MessageFilters, MessageBody


def download(rows: QuerySet[Any], body: Any, chosen: str) -> StreamingHttpResponse:
    """Return the rows as a file, read from one moment of the database and never all in memory."""
    fields = MESSAGE_FIELDS if body is MessageBody else INGEST_FIELDS
    if body is IngestBody:
        rows = rows.annotate(**{name: F(f"snapshot__{name}") for name in FROM_SNAPSHOT})
    values = rows.order_by("created_at", "pk").values_list(*fields).iterator(CHUNK)
    lines = csv_lines(fields, values) if chosen == "csv" else json_lines(fields, values)
    response = StreamingHttpResponse(lines, content_type=FORMATS[chosen])
    name = f"liora-{timezone.localdate():%Y-%m-%d}.{chosen}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def json_lines(fields: Iterable[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Write one JSON array, an object a line."""
    yield "["
    for place, row in enumerate(rows):
        values = dict(zip(fields, row, strict=True))
        yield ",\n" if place else "\n"
        yield json.dumps(values, cls=DjangoJSONEncoder, ensure_ascii=False)
    yield "\n]\n"
