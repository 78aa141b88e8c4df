"""What the routes of conversations and of consent take and give."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from conversations.api.bodies import MESSAGE_FIELDS
from conversations.models import ConsentEntry, ConversationLog, ConvoState
from conversations.replying import LONGEST, window_until
from liora.api.fields import Text

PREVIEW = 200


class ContactoBody(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()


class UltimoMensajeBody(serializers.Serializer[Any]):
    texto = serializers.SerializerMethodField(help_text=_("El comienzo, hasta 200 caracteres."))
    tipo = serializers.CharField(source="message_type")
    direction = serializers.ChoiceField(choices=ConversationLog.Direction.choices)
    origin = serializers.ChoiceField(choices=ConversationLog.Origin.choices)
    created_at = serializers.DateTimeField()

    def get_texto(self, row: ConversationLog) -> str:
        return row.message_body[:PREVIEW]


class ConversacionBody(serializers.ModelSerializer[ConvoState]):
    """`estado` is the one that the next message meets: a person's turn that is over is past."""

    estado = serializers.ChoiceField(source="stands", choices=ConvoState.Estado.choices)
    motivo = serializers.ChoiceField(
        source="human_reason", choices=ConvoState.Handover.choices, help_text=_("Por qué.")
    )
    hasta = serializers.DateTimeField(
        source="human_until",
        allow_null=True,
        help_text=_("Hasta cuándo responde una persona; nulo: hasta que la devuelva."),
    )
    contacto = ContactoBody(source="contact")
    ventana_hasta = serializers.SerializerMethodField(
        help_text=_("Hasta cuándo deja WhatsApp que se le responda; nulo: nunca escribió.")
    )
    ultimo_mensaje = UltimoMensajeBody(source="last_log", allow_null=True)

    class Meta:
        model = ConvoState
        fields = (
            "id",
            "estado",
            "motivo",
            "hasta",
            "no_marketing",
            "user_msisdn",
            "contacto",
            "last_inbound_at",
            "ventana_hasta",
            "ultimo_mensaje",
            "created_at",
            "updated_at",
        )
        read_only_fields = fields

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_ventana_hasta(self, convo: ConvoState) -> Any:
        until = window_until(convo)
        return until and serializers.DateTimeField().to_representation(until)


class MensajeBody(serializers.ModelSerializer[ConversationLog]):
    usuario_id = serializers.UUIDField(allow_null=True)

    class Meta:
        model = ConversationLog
        fields = (*MESSAGE_FIELDS, "seq", "origin", "usuario_id", "in_reply_to")
        read_only_fields = fields


class CharlaBody(ConversacionBody):
    mensajes = MensajeBody(many=True, help_text=_("Lo más nuevo primero; siguen en `meta.next`."))

    class Meta:
        model = ConvoState
        fields = (*ConversacionBody.Meta.fields, "mensajes")
        read_only_fields = fields


class CambioBody(serializers.Serializer[Any]):
    estado = serializers.ChoiceField(choices=["bot", "humano"])
    hasta = serializers.DateTimeField(
        required=False,
        allow_null=True,
        help_text=_("Hasta cuándo responde una persona; nulo: hasta que se devuelva."),
    )


class RespuestaBody(serializers.Serializer[Any]):
    texto = Text(max_length=LONGEST)


class ConsentimientoBody(serializers.ModelSerializer[ConsentEntry]):
    class Meta:
        model = ConsentEntry
        fields = (
            "id",
            "created_at",
            "said_at",
            "kind",
            "decision",
            "source",
            "words",
            "wamid",
            "user_msisdn",
            "event_id",
            "usuario_id",
            "convo_id",
        )
        read_only_fields = fields


class AnotarBody(serializers.Serializer[Any]):
    decision = serializers.ChoiceField(choices=ConsentEntry.Decision.choices)
    kind = serializers.ChoiceField(
        choices=ConsentEntry.Kind.choices, default=ConsentEntry.Kind.TODO
    )
    nota = Text(max_length=1000, help_text=_("Cómo se supo: queda para siempre."))
