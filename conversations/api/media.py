"""Files that customers sent: /clientes/{id}/media/{mid}."""

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema

from accounts.access import requires_tenant
from conversations.media.serving import file_response
from conversations.models import MediaFile
from liora.api.errors import NotFound
from liora.api.schema import without_envelope
from liora.api.views import ApiViewSet


class Media(ApiViewSet):
    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @without_envelope
    @requires_tenant
    def retrieve(self, request: Any, mid: UUID) -> HttpResponseBase:
        """Descarga un archivo que mandó un cliente; 404 mientras no esté guardado."""
        media = MediaFile.objects.filter(pk=mid, estado=MediaFile.Estado.GUARDADO).first()
        response = file_response(media) if media else None
        if response is None:
            raise NotFound
        return response
