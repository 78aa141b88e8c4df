"""Products of a version: /clientes/{id}/catalog/items."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter, CharFilter, FilterSet, NumberFilter
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from accounts.access import requires_tenant
from catalog.api.bodies import ItemBody
from catalog.models import CatalogItem, CatalogSnapshot
from catalog.search import MOST, Query, search
from catalog.snapshots import IN_PROGRESS, NotReady, active_snapshot, snapshot_of
from liora.api.envelope import Paged
from liora.api.errors import NotFound
from liora.api.filters import ALWAYS, checked
from liora.api.pages import read_limit
from liora.api.schema import answers
from liora.api.views import PagedViewSet

LONGEST_QUESTION = 200


class ItemFilters(FilterSet):
    q = CharFilter(max_length=LONGEST_QUESTION, method="as_is")
    sku = CharFilter(max_length=100)
    category = CharFilter(max_length=200)
    con_stock = BooleanFilter(method="in_stock")
    version = NumberFilter(method="as_is", min_value=1, max_value=2**31 - 1)

    def in_stock(self, rows: QuerySet[Any], _name: str, wanted: object) -> QuerySet[Any]:
        return rows.filter(stock__gt=0) if wanted else rows.filter(stock__lte=0)

    def as_is(self, rows: QuerySet[Any], _name: str, _value: Any) -> QuerySet[Any]:
        """Leave the rows as they are: these are read where the version is chosen and searched."""
        return rows


class Items(PagedViewSet):
    @answers(409)
    @extend_schema(
        parameters=[
            OpenApiParameter("q", {"type": "string", "maxLength": 200, "pattern": r"^[^\x00]*$"}),
            OpenApiParameter("sku", {"type": "string", "maxLength": 100, "pattern": r"^[^\x00]*$"}),
            OpenApiParameter(
                "category", {"type": "string", "maxLength": 200, "pattern": r"^[^\x00]*$"}
            ),
            OpenApiParameter("con_stock", bool),
            OpenApiParameter("version", int, description="Por defecto, la activa."),
        ],
        responses=ItemBody(many=True),
    )
    @requires_tenant
    def list(self, request: Any) -> Response:
        """Lista los productos de una versión, por su categoría, su stock o lo que se busca.

        Con `q` vienen los que mejor responden, el mejor primero y sin más páginas.
        """
        asked = checked(ItemFilters, request, CatalogItem.objects.none(), also=ALWAYS)
        version = asked.form.cleaned_data["version"]
        chosen = snapshot_of(int(version)) if version else active_snapshot(request.cliente)
        if chosen is None:
            raise NotFound(_("Todavía no se publicó ningún catálogo."), code="sin_catalogo")
        if chosen.estado in IN_PROGRESS:
            raise NotReady
        rows = asked.filter_queryset(CatalogItem.objects.filter(snapshot=chosen))
        if words := asked.form.cleaned_data["q"]:
            limit = read_limit(request.query_params.get("limit"))
            return Paged(ItemBody(best(chosen, rows, words)[:limit], many=True).data, None)
        return self.page(rows, lambda page: ItemBody(page, many=True).data)


def best(snapshot: CatalogSnapshot, rows: QuerySet[CatalogItem], words: str) -> list[CatalogItem]:
    """Return those of the rows that a customer would be shown for these words, the best first."""
    found = search(snapshot.cliente_id, snapshot.version, Query(words), limit=MOST).page.products
    matching = rows.filter(sku__in=[product.sku for product in found])
    by_sku = {item.sku: item for item in matching}
    return [by_sku[product.sku] for product in found if product.sku in by_sku]
