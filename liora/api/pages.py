"""Pages by key: the last page of a table costs what the first one does."""

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework.pagination import BasePagination
from rest_framework.response import Response

from liora.api.envelope import Paged
from liora.api.errors import BadRequest, Invalid

DEFAULT_LIMIT = 50
MOST = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended: the moment and id of its last row."""

    moment: datetime
    row_id: UUID

    def __str__(self) -> str:
        text = f"{self.moment.astimezone(UTC).isoformat()}|{self.row_id.hex}"
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @classmethod
    def read(cls, cursor: str) -> "Place":
        """Raise BadRequest, code `cursor_invalido`, for what is no cursor of ours."""
        try:
            padded = cursor + "=" * (-len(cursor) % 4)
            text = base64.b64decode(padded, b"-_", validate=True).decode()
            moment, _bar, row_id = text.partition("|")
            place = cls(datetime.fromisoformat(moment).astimezone(UTC), UUID(hex=row_id))
        except (ValueError, OverflowError, binascii.Error):
            raise _no_cursor() from None
        if str(place) != cursor:
            raise _no_cursor()
        return place


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
        self.next_cursor = str(place_of(rows[limit - 1])) if len(rows) > limit else None
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
            _parameter("cursor", _("`meta.next` de la respuesta anterior."), {"type": "string"}),
        ]


def _parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": description,
        "schema": schema,
    }


def place_of(row: Any) -> Place:
    return Place(row.created_at, row.pk)


def read_limit(given: str | None) -> int:
    if given is None:
        return DEFAULT_LIMIT
    if not (given.isascii() and given.isdigit()) or not 1 <= int(given[:9]) <= MOST:
        sentence = _("Tiene que ser un número entre 1 y %(most)d.") % {"most": MOST}
        raise Invalid({"limit": ("invalid", sentence)})
    return int(given)


def _after(queryset: QuerySet[Any], cursor: str | None) -> QuerySet[Any]:
    """Return the rows after a place.

    The bound on the moment alone looks redundant; without it the database walks every row before
    the place instead of starting there.
    """
    ordered = queryset.order_by("-created_at", "-pk")
    if cursor is None:
        return ordered
    place = Place.read(cursor)
    return ordered.filter(
        Q(created_at__lt=place.moment) | Q(created_at=place.moment, pk__lt=place.row_id),
        created_at__lte=place.moment,
    )
