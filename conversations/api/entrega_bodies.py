"""What the routes of outgoing webhooks take and give."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from conversations.hooks.event_body import event_body
from conversations.hooks.troubles import Trouble, told
from conversations.models import HookEvent, HookLane

FIELDS = (
    "id",
    "created_at",
    "kind",
    "status",
    "estado",
    "attempts",
    "not_before",
    "answered",
    "trouble",
    "problema",
    "delivered_at",
    "replayed_at",
    "waba_account_id",
    "convo_id",
    "log_id",
)
TROUBLES = ["", *Trouble]


class _Told(serializers.Serializer[Any]):
    """`trouble` is a code that never changes, `problema` the same as a sentence."""

    trouble = serializers.ChoiceField(choices=TROUBLES, read_only=True)
    problema = serializers.SerializerMethodField()

    def get_problema(self, row: Any) -> str:
        return told(row.trouble)


class EntregaBody(_Told, serializers.ModelSerializer[HookEvent]):
    waba_account_id = serializers.UUIDField()
    convo_id = serializers.UUIDField(allow_null=True)
    log_id = serializers.UUIDField(allow_null=True)

    class Meta:
        model = HookEvent
        fields = FIELDS
        read_only_fields = fields


class EntregaDetail(EntregaBody):
    cuerpo = serializers.SerializerMethodField(help_text=_("Lo que se manda, tal cual."))

    class Meta:
        model = HookEvent
        fields = (*FIELDS, "cuerpo")
        read_only_fields = fields

    def get_cuerpo(self, event: HookEvent) -> dict[str, Any]:
        return event_body(event)


class WebhookBody(_Told, serializers.ModelSerializer[HookLane]):
    """How the webhook of one number is doing."""

    waba_account_id = serializers.UUIDField()
    failures = serializers.IntegerField()
    pendientes = serializers.IntegerField()
    muertas = serializers.IntegerField()

    class Meta:
        model = HookLane
        fields = (
            "waba_account_id",
            "failures",
            "failing_since",
            "paused_until",
            "answered",
            "trouble",
            "problema",
            "delivered_at",
            "pendientes",
            "muertas",
        )
        read_only_fields = fields


class TestFields(serializers.Serializer[Any]):
    waba_account_id = serializers.UUIDField()


class HookSecretBody(serializers.Serializer[Any]):
    hook_secret = serializers.CharField(help_text=_("No se vuelve a mostrar."))
    old_valid_until = serializers.DateTimeField()
