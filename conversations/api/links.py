"""Links sent in messages and who opened them: /clientes/{id}/links."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.access import requires_tenant
from conversations.api.filters import LinkFilters
from conversations.ctr import clicks_of, sent_links
from conversations.links.codes import address_of
from conversations.models import LinkClick, ShortLink
from liora.api.filters import ALWAYS, filtered
from liora.api.views import PagedViewSet

Kind = LinkClick.Kind
FILTERS = [
    OpenApiParameter("sku"),
    OpenApiParameter("intent"),
    OpenApiParameter("version", OpenApiTypes.INT),
    OpenApiParameter("desde", OpenApiTypes.DATETIME),
    OpenApiParameter("hasta", OpenApiTypes.DATETIME),
]


class ClicksBody(serializers.Serializer[Any]):
    personas = serializers.IntegerField()
    previas = serializers.IntegerField()
    bots = serializers.IntegerField()
    repetidos = serializers.IntegerField()


class LinkBody(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    created_at = serializers.DateTimeField()
    url = serializers.CharField()
    bitly = serializers.CharField()
    destination = serializers.CharField()
    intent = serializers.CharField()
    skill = serializers.CharField()
    sku = serializers.CharField()
    version = serializers.IntegerField(allow_null=True)
    log_id = serializers.UUIDField(allow_null=True)
    clics = ClicksBody()


class Links(PagedViewSet):
    @extend_schema(parameters=FILTERS, responses=LinkBody(many=True))
    @requires_tenant
    def list(self, request: Any) -> Response:
        """Lista los enlaces enviados, el último primero, y quién abrió cada uno.

        Cuentan las personas; las vistas previas, los programas y los toques repetidos van aparte.
        """
        return self.page(filtered(LinkFilters, request, sent_links(), also=ALWAYS), drawn)


def drawn(links: list[ShortLink]) -> Any:
    clicks = clicks_of(link.pk for link in links)
    return [LinkBody(told(link, clicks[link.pk])).data for link in links]


def told(link: ShortLink, clicks: dict[str, int]) -> dict[str, Any]:
    names = ("id", "created_at", "bitly", "destination", "intent", "skill", "sku", "log_id")
    return {
        **{name: getattr(link, name) for name in names},
        "url": address_of(link.code),
        "version": link.catalog_version,
        "clics": {
            "personas": clicks[Kind.HUMANO],
            "previas": clicks[Kind.PREVIA],
            "bots": clicks[Kind.BOT],
            "repetidos": clicks[Kind.REPETIDO],
        },
    }
