"""/api/v1/schema and /api/v1/docs, which fetch nothing from outside."""

from typing import Any

from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from liora.api.envelope import EnvelopeRenderer


class _EnvelopedErrors:
    """Their successes have shapes of their own; their errors are told as everywhere else."""

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        if getattr(response, "exception", False):
            request.accepted_renderer = EnvelopeRenderer()
            request.accepted_media_type = EnvelopeRenderer.media_type
        return super().finalize_response(request, response, *args, **kwargs)  # type: ignore[misc]


class Schema(_EnvelopedErrors, SpectacularAPIView):
    """OpenAPI 3 as JSON; not in the envelope, which no tool would understand."""

    authentication_classes = ()
    renderer_classes = [OpenApiJsonRenderer]


class Docs(_EnvelopedErrors, SpectacularSwaggerSplitView):
    authentication_classes = ()
    url_name = "api-schema"
    # The library's own has its style inside the page, which our Content-Security-Policy refuses.
    template_name = "api/docs.html"
