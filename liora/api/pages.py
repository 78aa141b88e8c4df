"""Pages by key: the last page of a table costs what the first one does."""

import base64
import binascii
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.pagination import BasePagination
from rest_framework.response import Response

from liora.api.envelope import Paged
from liora.api.errors import BadRequest, Invalid

# Sixteen bytes in base64: of the last letter only four bits mean something, so it is one of four.
CURSOR = {"type": "string", "pattern": "^[A-Za-z0-9_-]{21}[AQgw]$"}
DEFAULT_LIMIT = 50
MOST = 200


def read_cursor(cursor: str) -> UUID:
    """Return the id of the last row of a page.

    Raises BadRequest, code `cursor_invalido`, for what is no cursor of ours.
    """
    try:
        row_id = UUID(bytes=base64.b64decode(cursor.encode("ascii") + b"==", b"-_", validate=True))
    except (ValueError, binascii.Error):
        raise _no_cursor() from None
    if write_cursor(row_id) != cursor:
        raise _no_cursor()
    return row_id


def write_cursor(row_id: UUID) -> str:
    return base64.urlsafe_b64encode(row_id.bytes).decode().rstrip("=")


def _no_cursor() -> BadRequest:
    return BadRequest(
        _("El cursor no es uno que hayamos dado: volvé a empezar sin él."), code="cursor_invalido"
    )


class KeysetPagination(BasePagination):
    """Newest first, `?limit=` rows at a time, `?cursor=` from the previous answer's `meta.next`."""

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> list[Any]:
        limit = read_limit(request.query_params.get("limit"))
        cursor = request.query_params.get("cursor")
        rows = list(_after(queryset, cursor)[: limit + 1])
        self.next_cursor = write_cursor(rows[limit - 1].pk) if len(rows) > limit else None
        return rows[:limit]

    def get_paginated_response(self, data: Any) -> Response:
        return Paged(data, self.next_cursor)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return schema

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return [
            _parameter(
                "limit",
                _("Filas por página."),
                {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT_LIMIT},
            ),
            _parameter("cursor", _("`meta.next` de la respuesta anterior."), CURSOR),
        ]


def _parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": description,
        "schema": schema,
    }


def read_limit(given: str | None) -> int:
    if given is None:
        return DEFAULT_LIMIT
    if not (given.isascii() and given.isdigit()) or not 1 <= int(given[:9]) <= MOST:
        sentence = _("Tiene que ser un número entre 1 y %(most)d.") % {"most": MOST}
        raise Invalid({"limit": ("invalid", sentence)})
    return int(given)


def _after(queryset: QuerySet[Any], cursor: str | None) -> QuerySet[Any]:
    """Return the rows after a cursor; an id is a UUIDv7, so its order is that of creation."""
    ordered = queryset.order_by("-pk")
    return ordered if cursor is None else ordered.filter(pk__lt=read_cursor(cursor))
