"""/api/v1/schema and /api/v1/docs, which fetch nothing from outside."""

from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView


class Schema(SpectacularAPIView):
    """OpenAPI 3 as JSON; not in the envelope, which no tool would understand."""

    authentication_classes = ()
    renderer_classes = [OpenApiJsonRenderer]


class Docs(SpectacularSwaggerSplitView):
    authentication_classes = ()
    url_name = "api-schema"
