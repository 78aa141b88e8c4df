"""What the routes of WhatsApp numbers take and give. A token goes in and never comes out."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from liora.api.fields import Flag, Text
from whatsapp.models import WabaAccount
from whatsapp.models.account import only_digits
from whatsapp.numbers.rules import LONGEST_TOKEN, one_word

Estado = WabaAccount.Estado
SETTABLE = [choice for choice in Estado.choices if choice[0] != Estado.RETIRADA]


class WabaBody(serializers.ModelSerializer[WabaAccount]):
    webhook_url = serializers.CharField()
    reopen_template_id = serializers.UUIDField(allow_null=True)
    reopen_parameters = serializers.DictField(allow_null=True)

    class Meta:
        model = WabaAccount
        fields = (
            "id",
            "waba_id",
            "phone_number_id",
            "display_phone",
            "webhook_url",
            "expiracion_token",
            "estado",
            "marks_read",
            "paused_until",
            "pause_reason",
            "parked_since",
            "park_code",
            "reopen_template_id",
            "reopen_parameters",
            "templates_synced_at",
            "templates_code",
            "created_at",
            "updated_at",
        )
        read_only_fields = fields


class _Token(Text):
    def __init__(self, **options: Any) -> None:
        super().__init__(
            max_length=LONGEST_TOKEN,
            validators=[one_word],
            write_only=True,
            style={"input_type": "password"},
            help_text=_("Se guarda cifrado y no se vuelve a mostrar."),
            **options,
        )


def _digits(**options: Any) -> Text:
    return Text(max_length=40, validators=[only_digits], **options)


class WabaChanges(serializers.Serializer[Any]):
    access_token = _Token(required=False)
    display_phone = Text(max_length=30, required=False, allow_blank=True)
    webhook_url = Text(max_length=200, required=False, allow_blank=True)
    expiracion_token = serializers.DateTimeField(required=False, allow_null=True)
    marks_read = Flag(required=False)
    estado = serializers.ChoiceField(choices=SETTABLE, required=False)
    reopen_template_id = serializers.UUIDField(
        required=False,
        allow_null=True,
        help_text=_("La plantilla que sale cuando pasaron las 24 horas; nulo: ninguna."),
    )
    reopen_parameters = serializers.DictField(
        required=False,
        allow_null=True,
        help_text=_("Como los de un mensaje; pueden decir {nombre}, {negocio} y {mensaje}."),
    )


class NewWaba(serializers.Serializer[Any]):
    waba_id = _digits()
    phone_number_id = _digits()
    access_token = _Token()
    display_phone = Text(max_length=30, required=False, allow_blank=True)
    webhook_url = Text(max_length=200, required=False, allow_blank=True)
    expiracion_token = serializers.DateTimeField(required=False, allow_null=True)


class FindingBody(serializers.Serializer[Any]):
    codigo = serializers.CharField()
    ok = serializers.BooleanField()
    que_pasa = serializers.CharField()
    como_arreglarlo = serializers.CharField(allow_blank=True)


class VerificationBody(serializers.Serializer[Any]):
    ok = serializers.BooleanField()
    findings = FindingBody(many=True)
