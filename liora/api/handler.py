"""The one place where whatever a view raised becomes an answer."""

import logging
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import InterfaceError, OperationalError
from django.http import Http404
from django.http.request import UnreadablePostError
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response

from liora.api.envelope import error_body
from liora.api.errors import (
    ApiError,
    BadRequest,
    Forbidden,
    Invalid,
    NotFound,
    TooLarge,
    Unauthenticated,
    Unavailable,
)

logger = logging.getLogger(__name__)

GENERAL = "general"
"""The field name of a fault that is no single field's."""


def handle(error: Exception, context: dict[str, Any]) -> Response:
    """Return the answer for an error; what nobody foresaw is logged and told as `error_interno`."""
    told = as_api_error(error) or _unforeseen(error)
    response = Response(error_body(told), status=told.status, headers=told.headers)
    response.exception = True
    return response


def as_api_error(error: Exception) -> ApiError | None:
    """Translate the errors of Django and DRF; None for one that is a fault of ours."""
    if isinstance(error, ApiError):
        return error
    if isinstance(error, exceptions.APIException):
        return _of_drf(error)
    if isinstance(error, DjangoValidationError):
        return Invalid(dict(_django_fields(error)))
    return _of_django(error)


def _of_django(error: Exception) -> ApiError | None:
    match error:
        case Http404():
            return NotFound()
        case PermissionDenied():
            return Forbidden()
        case RequestDataTooBig():
            return TooLarge()
        case SuspiciousOperation() | UnreadablePostError():
            return BadRequest()
        case OperationalError() | InterfaceError():
            logger.warning("api.database error=%s", type(error).__name__)
            return Unavailable(code="base_no_disponible")
    return None


def _of_drf(error: exceptions.APIException) -> ApiError:
    match error:
        case exceptions.NotAuthenticated() | exceptions.AuthenticationFailed():
            return Unauthenticated()
        case exceptions.PermissionDenied():
            return Forbidden()
        case exceptions.NotFound():
            return NotFound()
        case exceptions.ValidationError():
            return Invalid(dict(_drf_fields(error.detail)))
        case exceptions.MethodNotAllowed():
            return ApiError(
                _("Este recurso no admite ese método."), code="metodo_no_permitido", status=405
            )
        case exceptions.UnsupportedMediaType():
            return ApiError(
                _("Enviá el cuerpo como application/json."), code="tipo_no_soportado", status=415
            )
    return ApiError(status=error.status_code)


def _drf_fields(detail: Any, path: str = "") -> Iterator[tuple[str, tuple[str, Any]]]:
    """Flatten DRF's nested errors: the first of each field, under a dotted path."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            step = "" if name in ("non_field_errors", "__all__") else str(name)
            yield from _drf_fields(inner, ".".join(part for part in (path, step) if part))
    elif isinstance(detail, list) and detail and isinstance(detail[0], dict | list):
        for place, inner in enumerate(detail):
            yield from _drf_fields(inner, f"{path}.{place}" if path else str(place))
    else:
        first = detail[0] if isinstance(detail, list) and detail else detail
        yield path or GENERAL, (str(getattr(first, "code", "invalid")), first)


def _django_fields(error: DjangoValidationError) -> Iterator[tuple[str, tuple[str, Any]]]:
    by_field = error.error_dict if hasattr(error, "error_dict") else {GENERAL: error.error_list}
    for name, errors in by_field.items():
        field = GENERAL if name == "__all__" else name
        yield field, (str(errors[0].code or "invalid"), " ".join(errors[0].messages))


def _unforeseen(error: Exception) -> ApiError:
    logger.error("api.unforeseen", exc_info=error)
    return ApiError(
        _("Algo falló de nuestro lado: ya quedó registrado."), code="error_interno", status=500
    )
