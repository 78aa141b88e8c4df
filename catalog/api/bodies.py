"""What the routes of the catalog take and give."""

from typing import Any

from rest_framework import serializers

from catalog.models import CatalogActive, CatalogItem, CatalogRules, CatalogSnapshot
from catalog.models.rules import is_money
from catalog.snapshots import stock_share
from liora.api.fields import Flag, Text

SNAPSHOT_FIELDS = (
    "version",
    "estado",
    "checksum",
    "source",
    "bytes_count",
    "rows_seen",
    "rows_count",
    "errors_count",
    "in_stock",
    "stock_pct",
    "replaced_version",
    "motivos",
    "falla",
    "created_at",
)

REPORT_FIELDS = (*SNAPSHOT_FIELDS, "errores", "diferencias", "cifras")


class ReasonBody(serializers.Serializer[Any]):
    code = serializers.CharField()
    message = serializers.CharField()


class SnapshotBody(serializers.ModelSerializer[CatalogSnapshot]):
    """One version; `motivos` say why it is held, `falla` why it failed."""

    stock_pct = serializers.SerializerMethodField()
    motivos = ReasonBody(source="held_json", many=True)
    falla = serializers.SerializerMethodField()

    class Meta:
        model = CatalogSnapshot
        fields = SNAPSHOT_FIELDS
        read_only_fields = fields

    def get_stock_pct(self, snapshot: CatalogSnapshot) -> float:
        return float(stock_share(snapshot))

    def get_falla(self, snapshot: CatalogSnapshot) -> dict[str, str] | None:
        if not snapshot.failure_code:
            return None
        return {"code": snapshot.failure_code, "message": snapshot.failure}


class RowErrorBody(serializers.Serializer[Any]):
    line = serializers.IntegerField()
    column = serializers.CharField(allow_blank=True)
    value = serializers.CharField(allow_blank=True)
    reason = serializers.CharField()


class ReportBody(SnapshotBody):
    """A version with what reading its file found."""

    errores = serializers.SerializerMethodField()
    diferencias = serializers.SerializerMethodField()
    cifras = serializers.SerializerMethodField()

    class Meta(SnapshotBody.Meta):
        fields = REPORT_FIELDS  # type: ignore[assignment]  # the stubs count them
        read_only_fields = REPORT_FIELDS  # type: ignore[assignment]

    def _log(self, snapshot: CatalogSnapshot, name: str, otherwise: Any) -> Any:
        log = next(iter(snapshot.logs.all()), None)
        return getattr(log, name) if log else otherwise

    def get_errores(self, snapshot: CatalogSnapshot) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._log(snapshot, "errors_json", [])
        return found

    def get_diferencias(self, snapshot: CatalogSnapshot) -> dict[str, Any]:
        found: dict[str, Any] = self._log(snapshot, "divergences_json", {})
        return found

    def get_cifras(self, snapshot: CatalogSnapshot) -> dict[str, Any]:
        found: dict[str, Any] = self._log(snapshot, "metrics_json", {})
        return found


class ActiveBody(serializers.ModelSerializer[CatalogActive]):
    stock_pct = serializers.FloatField()

    class Meta:
        model = CatalogActive
        fields = ("version", "rows_count", "stock_pct")
        read_only_fields = fields


class ItemBody(serializers.ModelSerializer[CatalogItem]):
    price = serializers.DecimalField(max_digits=14, decimal_places=2)
    attributes = serializers.DictField(source="attributes_json")

    class Meta:
        model = CatalogItem
        fields = (
            "sku",
            "title",
            "description",
            "price",
            "currency",
            "stock",
            "url",
            "image_url",
            "category",
            "brand",
            "attributes",
        )
        read_only_fields = fields


class ActivateFields(serializers.Serializer[Any]):
    liberar = Flag(default=False, help_text="Deja pasar una versión retenida.")


class RollbackFields(serializers.Serializer[Any]):
    desde = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=2**31 - 1,
        help_text="La versión que se abandona: si ya no es la activa, no se mueve nada.",
    )


class RulesBody(serializers.ModelSerializer[CatalogRules]):
    currency = Text(max_length=3, validators=[is_money])

    class Meta:
        model = CatalogRules
        fields = ("most_removed_pct", "most_price_move_pct", "most_emptied_pct", "currency")
