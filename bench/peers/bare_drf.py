"""The framework's limit: a DRF view that answers a small object and knows nobody."""

from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

settings.configure(
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["*"],
    MIDDLEWARE=[],
    SECRET_KEY="bench",
    INSTALLED_APPS=["rest_framework"],
    REST_FRAMEWORK={
        "DEFAULT_AUTHENTICATION_CLASSES": [],
        "DEFAULT_PERMISSION_CLASSES": [],
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        "UNAUTHENTICATED_USER": None,
    },
)

from django.urls import path  # noqa: E402
from rest_framework.response import Response  # noqa: E402
from rest_framework.views import APIView  # noqa: E402


class Bare(APIView):
    def get(self, request: Any) -> Response:
        return Response({"ok": True, "data": {"email": "owner@bench"}})


urlpatterns = [path("me", Bare.as_view()), path("ready", Bare.as_view())]
application = get_wsgi_application()
