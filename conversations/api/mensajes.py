"""Messages a business writes: /clientes/{id}/mensajes."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.access import requires_tenant
from conversations.addressing import account_for, conversation_at, new_conversation
from conversations.api.mensaje_bodies import MensajeEnviadoBody, NuevoMensaje
from conversations.models import ConversationLog, ConvoState
from conversations.replying import OutsideWindow
from conversations.writing import check_template, find_template, write_template, write_text
from liora.api.errors import NotFound
from liora.api.idempotency import idempotent
from liora.api.views import PagedViewSet, said


class Mensajes(PagedViewSet):
    @extend_schema(request=NuevoMensaje, responses={201: MensajeEnviadoBody})
    @requires_tenant
    @idempotent
    def create(self, request: Any) -> Response:
        """Escribe a una persona: un texto dentro de sus 24 horas, una plantilla cuando sea.

        Quien responde la conversación (Liora o una persona) no cambia.
        """
        with transaction.atomic():
            # Nobody gets a conversation who is then not written to.
            row = _write(request, said(NuevoMensaje, request))
        row.refresh_from_db()
        return Response(MensajeEnviadoBody(row).data, status=201)

    @extend_schema(responses=MensajeEnviadoBody)
    @requires_tenant
    def retrieve(self, request: Any, mensaje: UUID) -> Response:
        """Muestra un mensaje y qué fue de él."""
        row = ConversationLog.objects.filter(pk=mensaje).first()
        if row is None:
            raise NotFound
        return Response(MensajeEnviadoBody(row).data)


def _write(request: Any, asked: dict[str, Any]) -> ConversationLog:
    convo = _conversation(asked)
    account = account_for(convo, asked.get("numero"))
    common = {"through": account, "cliente": request.cliente, "usuario_id": request.user.pk}
    if "texto" in asked:
        if convo is None:
            raise OutsideWindow(_("Nunca escribió: solo se le puede mandar una plantilla."))
        return write_text(convo, asked["texto"], **common)
    wanted = asked["plantilla"]
    template = find_template(account, wanted["nombre"], wanted["idioma"])
    parameters = wanted.get("parametros", {})
    check_template(template, parameters)
    convo = convo or new_conversation(asked["para"], account)
    return write_template(convo, template, parameters, **common)


def _conversation(asked: dict[str, Any]) -> ConvoState | None:
    if "para" in asked:
        return conversation_at(asked["para"])
    convo = ConvoState.objects.filter(pk=asked["conversacion"]).first()
    if convo is None:
        raise NotFound
    return convo
