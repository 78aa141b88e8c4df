"""What the routes of logs give."""

from typing import Any

from rest_framework import serializers

from catalog.models import IngestLog
from conversations.models import ConversationLog, MediaFile

MESSAGE_FIELDS = (
    "id",
    "created_at",
    "direction",
    "user_msisdn",
    "message_type",
    "message_body",
    "intent",
    "skill",
    "estado",
    "latency_ms",
    "wamid",
    "failure",
    "error_code",
    "error_detail",
    "catalog_version",
    "sent_at",
    "delivered_at",
    "read_at",
    "failed_at",
    "convo_id",
    "waba_account_id",
)
INGEST_FIELDS = (
    "id",
    "created_at",
    "version",
    "source",
    "estado",
    "rows_count",
    "errors_json",
    "divergences_json",
    "metrics_json",
)


class MediaBody(serializers.ModelSerializer[MediaFile]):
    """Un archivo que alguien mandó; `GET …/media/{id}` lo da cuando su estado es `guardado`."""

    nombre = serializers.CharField(source="name")

    class Meta:
        model = MediaFile
        fields = ("id", "estado", "failure", "kind", "mime", "size", "nombre")
        read_only_fields = fields


class MessageBody(serializers.ModelSerializer[ConversationLog]):
    slots_json = serializers.JSONField()
    media = MediaBody(allow_null=True, default=None)

    class Meta:
        model = ConversationLog
        fields = (*MESSAGE_FIELDS, "slots_json", "media")
        read_only_fields = fields


class IngestBody(serializers.ModelSerializer[IngestLog]):
    version = serializers.IntegerField(source="snapshot.version")
    source = serializers.CharField(source="snapshot.source")  # type: ignore[assignment]
    estado = serializers.CharField(source="snapshot.estado")
    rows_count = serializers.IntegerField(source="snapshot.rows_count")
    errors_json = serializers.ListField()
    divergences_json = serializers.DictField()
    metrics_json = serializers.DictField()

    class Meta:
        model = IngestLog
        fields = INGEST_FIELDS
        read_only_fields = fields


class MessagesBody(serializers.Serializer[Any]):
    recibidos = serializers.IntegerField()
    enviados = serializers.IntegerField()
    por_estado = serializers.DictField(child=serializers.IntegerField())


class LatencyBody(serializers.Serializer[Any]):
    p50 = serializers.IntegerField(allow_null=True)
    p95 = serializers.IntegerField(allow_null=True)
    promedio = serializers.IntegerField(allow_null=True)


class NoMatchBody(serializers.Serializer[Any]):
    cantidad = serializers.IntegerField()
    proporcion = serializers.FloatField(allow_null=True)


class IntentBody(serializers.Serializer[Any]):
    intent = serializers.CharField()
    cantidad = serializers.IntegerField()


class ShareBody(serializers.Serializer[Any]):
    """Messages with a link, and those of them whose link a person opened."""

    mensajes = serializers.IntegerField()
    con_clic = serializers.IntegerField()
    proporcion = serializers.FloatField(allow_null=True)


class IntentShareBody(ShareBody):
    intent = serializers.CharField(source="value")


class ProductShareBody(ShareBody):
    sku = serializers.CharField(source="value")


class VersionShareBody(ShareBody):
    version = serializers.IntegerField(source="value")


class DayShareBody(ShareBody):
    dia = serializers.DateField(source="value")


class CtrBody(serializers.Serializer[Any]):
    total = ShareBody()
    por_intent = IntentShareBody(many=True)
    por_producto = ProductShareBody(many=True)
    por_version = VersionShareBody(many=True)
    por_dia = DayShareBody(many=True)


class MetricsBody(serializers.Serializer[Any]):
    desde = serializers.DateTimeField()
    hasta = serializers.DateTimeField()
    mensajes = MessagesBody()
    latency_ms = LatencyBody()
    sin_match = NoMatchBody()
    intents = IntentBody(many=True)
    ctr = CtrBody()
