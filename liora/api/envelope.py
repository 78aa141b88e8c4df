"""The shape of every answer under /api.

`{"ok": true, "data": …, "meta": {"request_id", "next"?}}`, or
`{"ok": false, "error": {"code", "message", "fields"?}, "meta": {"request_id"}}`.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.response import Response

from liora.api.errors import ApiError, Invalid
from liora.ops.request_id import current_request_id


def success(data: Any, **meta: Any) -> dict[str, Any]:
    return {"ok": True, "data": data, "meta": {"request_id": current_request_id(), **meta}}


def failure(error: Mapping[str, Any]) -> dict[str, Any]:
    return {"ok": False, "error": dict(error), "meta": {"request_id": current_request_id()}}


def error_body(error: ApiError) -> dict[str, Any]:
    """Return an error's code, sentence and, for a validation, one entry per field."""
    body: dict[str, Any] = {"code": error.code, "message": str(error.message)}
    if isinstance(error, Invalid):
        body["fields"] = {
            name: {"code": code, "message": str(message)}
            for name, (code, message) in error.fields.items()
        }
    return body


def error_response(error: ApiError) -> HttpResponse:
    """Return an error as an answer of Django's own, for what happens outside any API view."""
    return JsonResponse(
        failure(error_body(error)),
        status=error.status,
        headers=error.headers,
        json_dumps_params={"ensure_ascii": False},
    )


class EnvelopeRenderer(JSONRenderer):
    """Puts what a view returned into the envelope; `Response.meta` joins the envelope's."""

    charset = "utf-8"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> Any:
        response = (renderer_context or {}).get("response")
        if response is None or response.status_code == 204:
            return b""
        meta = getattr(response, "meta", {})
        body = failure(data) if response.exception else success(data, **meta)
        return super().render(body, accepted_media_type, renderer_context)


class Paged(Response):
    """A page of a list, and the cursor of the one after it, if there is one."""

    def __init__(self, rows: Any, next_cursor: str | None) -> None:
        super().__init__(rows)
        self.meta = {"next": next_cursor} if next_cursor else {}


class OneFormat(BaseContentNegotiation):
    """The API speaks JSON whatever `Accept` says: a browser that opens a route reads it too."""

    def select_parser(self, request: Any, parsers: Any) -> BaseParser | None:
        content_type = str(request.content_type or "").partition(";")[0].strip().lower()
        return next((one for one in parsers if one.media_type == content_type), None)

    def select_renderer(
        self, request: Any, renderers: Any, format_suffix: Any = None
    ) -> tuple[BaseRenderer, str]:
        return renderers[0], renderers[0].media_type


def wants_envelope(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")
