"""Answers for what never reached an API view: unknown routes, and faults before or around one.

Outside /api each falls back on the page that Django would show.
"""

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views import defaults
from django.views.decorators.csrf import csrf_exempt

from liora.api.envelope import error_response, wants_envelope
from liora.api.errors import ApiError, BadRequest, Forbidden, NotFound


@csrf_exempt
def unknown_route(request: HttpRequest, rest: str = "") -> HttpResponseBase:
    return error_response(NotFound(_("Esa ruta no existe en la API.")))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    if wants_envelope(request):
        return error_response(BadRequest())
    return defaults.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    if wants_envelope(request):
        return error_response(Forbidden())
    return defaults.permission_denied(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    if wants_envelope(request):
        return error_response(NotFound())
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponseBase:
    if wants_envelope(request):
        return error_response(
            ApiError(_("Algo falló de nuestro lado."), code="error_interno", status=500)
        )
    return defaults.server_error(request)
