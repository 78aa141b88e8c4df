"""What the routes of orders take and give."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from conversations.models import Pedido, PedidoLinea
from liora.api.fields import Text


class LineaBody(serializers.ModelSerializer[PedidoLinea]):
    """`quantity` units at `price` each; `asked` is what the customer wanted of it."""

    class Meta:
        model = PedidoLinea
        fields = (
            "sku",
            "title",
            "quantity",
            "asked",
            "price",
            "currency",
            "seen_price",
            "seen_currency",
            "available",
        )
        read_only_fields = fields


class PedidoBody(serializers.ModelSerializer[Pedido]):
    totals = serializers.DictField(
        source="totals_json",
        child=serializers.CharField(),
        help_text=_("Un importe por moneda, como texto."),
    )
    event_id = serializers.UUIDField(allow_null=True)
    convo_id = serializers.UUIDField()
    contact_id = serializers.UUIDField()
    # A plain list, read once for a whole page: a related manager of ours asks again for each row.
    lineas = LineaBody(many=True, source="told")

    class Meta:
        model = Pedido
        fields = (
            "id",
            "code",
            "estado",
            "source",
            "created_at",
            "updated_at",
            "customer_name",
            "user_msisdn",
            "note",
            "catalog_version",
            "totals",
            "lineas",
            "convo_id",
            "contact_id",
            "event_id",
        )
        read_only_fields = fields


class PedidoChanges(serializers.Serializer[Any]):
    estado = serializers.ChoiceField(choices=Pedido.Estado.choices, required=False)
    note = Text(max_length=2000, allow_blank=True, required=False)
