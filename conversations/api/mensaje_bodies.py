"""What the routes of messages take and give."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from conversations.api.conversacion_bodies import MensajeBody
from conversations.models import ConversationLog
from conversations.replying import LONGEST
from liora.api.fields import Text


class PlantillaPedida(serializers.Serializer[Any]):
    nombre = Text(max_length=512)
    idioma = Text(max_length=20, help_text=_("Como lo escribe Meta: es_AR, es, pt_BR."))
    parametros = serializers.DictField(
        required=False,
        help_text=_(
            "`encabezado`, `cuerpo` y `botones`, cada uno si la plantilla lo pide: una lista por "
            "orden, o un objeto por nombre."
        ),
    )


class NuevoMensaje(serializers.Serializer[Any]):
    """`para` o `conversacion`, y `texto` o `plantilla`: uno de cada par."""

    para = Text(max_length=40, required=False, help_text=_("Un teléfono, con código de país."))
    conversacion = serializers.UUIDField(required=False)
    numero = serializers.UUIDField(
        required=False,
        help_text=_("El número del negocio por el que sale; si hay uno solo, no hace falta."),
    )
    texto = Text(max_length=LONGEST, required=False)
    plantilla = PlantillaPedida(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        for names in (("para", "conversacion"), ("texto", "plantilla")):
            if sum(name in attrs for name in names) != 1:
                told = _("Hace falta «%(one)s» o «%(other)s», y no los dos.")
                message = told % {"one": names[0], "other": names[1]}
                raise serializers.ValidationError({names[0]: [message]}, code="uno_de_dos")
        return attrs


class MensajeEnviadoBody(MensajeBody):
    """`reemplaza_a`: lo que llegó tarde y en cuyo lugar salió esta plantilla; y al revés."""

    reemplaza_a = serializers.UUIDField(source="replaces_id", allow_null=True)
    reemplazado_por = serializers.SerializerMethodField()

    class Meta:
        model = ConversationLog
        fields = (*MensajeBody.Meta.fields, "reemplaza_a", "reemplazado_por")
        read_only_fields = fields

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_reemplazado_por(self, row: ConversationLog) -> Any:
        found = ConversationLog.objects.filter(replaces=row).values_list("id", flat=True).first()
        return found and str(found)
