"""What the routes of templates give."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from whatsapp.message_templates.asking import is_awaited
from whatsapp.message_templates.needs import Asked, asked, of_row
from whatsapp.models import MessageTemplate, WabaAccount


class PideBody(serializers.Serializer[Asked]):
    """Lo que va en `parametros`. Vacío: no pide nada ahí."""

    encabezado = serializers.ListField(
        child=serializers.CharField(), help_text=_("Nombres, o «link» si es un archivo.")
    )
    cuerpo = serializers.ListField(child=serializers.CharField())
    botones = serializers.ListField(
        child=serializers.CharField(), help_text=_("Por su lugar, desde 0.")
    )


class PlantillaBody(serializers.ModelSerializer[MessageTemplate]):
    components = serializers.ListField()
    enviable = serializers.SerializerMethodField(
        help_text=_("Está aprobada, y Liora puede completarla.")
    )
    pide = serializers.SerializerMethodField()

    class Meta:
        model = MessageTemplate
        fields = (
            "id",
            "waba_id",
            "name",
            "language",
            "status",
            "rejected_reason",
            "category",
            "quality",
            "parameter_format",
            "components",
            "enviable",
            "pide",
            "synced_at",
            "created_at",
        )
        read_only_fields = fields

    def get_enviable(self, row: MessageTemplate) -> bool:
        return row.may_be_sent and of_row(row).is_fillable

    @extend_schema_field(PideBody)
    def get_pide(self, row: MessageTemplate) -> Any:
        return PideBody(asked(of_row(row))).data


class NumeroBody(serializers.ModelSerializer[WabaAccount]):
    """La lista de plantillas de un número: cuándo se leyó, y por qué no, si falló."""

    pendiente = serializers.SerializerMethodField(help_text=_("Se pidió y todavía no llegó."))

    class Meta:
        model = WabaAccount
        fields = ("id", "waba_id", "templates_synced_at", "templates_code", "pendiente")
        read_only_fields = fields

    def get_pendiente(self, account: WabaAccount) -> bool:
        return is_awaited(account)


class ListasBody(serializers.Serializer[Any]):
    numeros = NumeroBody(many=True)
