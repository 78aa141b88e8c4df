"""What every view of the API has in common."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView
from rest_framework.viewsets import ViewSet

from liora.api.pages import KeysetPagination

Said = dict[str, Any]


def said(fields: type[Serializer[Any]], request: Any, *, partial: bool = False) -> Said:
    """Return the checked fields of a request's body; raises DRF's ValidationError."""
    form = fields(data=request.data, partial=partial)
    form.is_valid(raise_exception=True)
    return dict(form.validated_data)


class _Answers:
    """Headers that every answer carries: nothing is kept by a cache, limits are told."""

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Response:
        answer: Response = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[misc]
        answer.headers.setdefault("Cache-Control", "no-store")
        for name, value in getattr(request, "limit_headers", {}).items():
            answer.headers[name] = value
        return answer


class ApiView(_Answers, APIView):
    pass


class ApiViewSet(_Answers, ViewSet):
    pass


class PagedViewSet(ApiViewSet):
    """A viewset whose lists come in pages."""

    pagination_class = KeysetPagination

    def page(self, queryset: QuerySet[Any], draw: Callable[[list[Any]], Any]) -> Response:
        """Return the asked page of a list as `draw` shows its rows, all at once.

        A serializer for each row would cost more than reading them.
        """
        pages = self.pagination_class()
        rows = pages.paginate_queryset(queryset, self.request)
        return pages.get_paginated_response(draw(rows))
