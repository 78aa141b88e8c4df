"""Conversations of a business: /clientes/{id}/conversaciones."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from accounts.access import requires_tenant
from conversations.api.conversacion_bodies import (
    CambioBody,
    CharlaBody,
    ConversacionBody,
    MensajeBody,
    RespuestaBody,
)
from conversations.api.filters import ConversacionFilters
from conversations.api.parameters import PHONE
from conversations.handling import hand_over
from conversations.listing import attach_last_messages, conversations, with_last_message
from conversations.models import ConversationLog, ConvoState
from conversations.replying import reply
from liora.api.errors import NotFound
from liora.api.filters import ALWAYS, filtered
from liora.api.idempotency import idempotent
from liora.api.views import PagedViewSet, said
from tenants.audit import actor_of

FILTERS = [OpenApiParameter("estado", enum=ConvoState.Estado.values), PHONE]


def conversation(cid: UUID) -> ConvoState:
    found = with_last_message(conversations()).filter(pk=cid).first()
    if found is None:
        raise NotFound
    attach_last_messages([found])
    return found


class Conversaciones(PagedViewSet):
    @extend_schema(parameters=FILTERS, responses=ConversacionBody(many=True))
    @requires_tenant
    def list(self, request: Any) -> Response:
        """Lista las conversaciones, la que empezó última primero."""
        rows = filtered(ConversacionFilters, request, conversations(), also=ALWAYS)
        return self.page(
            with_last_message(rows),
            lambda page: ConversacionBody(attach_last_messages(page), many=True).data,
        )

    @extend_schema(responses=CharlaBody)
    @requires_tenant
    def retrieve(self, request: Any, cid: UUID) -> Response:
        """Muestra una conversación con sus mensajes, lo más nuevo primero."""
        convo = conversation(cid)
        rows = ConversationLog.objects.filter(convo=convo).defer("content_json", "slots_json")
        shown = ConversacionBody(convo).data
        return self.page(
            rows, lambda page: {**shown, "mensajes": MensajeBody(page, many=True).data}
        )

    @extend_schema(request=CambioBody, responses=ConversacionBody)
    @requires_tenant
    def partial_update(self, request: Any, cid: UUID) -> Response:
        """Pasa una conversación a una persona, o la devuelve a Liora.

        A quien pidió la baja no lo devuelve ninguna de las dos: eso se anota en su consentimiento.
        """
        conversation(cid)
        change = said(CambioBody, request)
        for_ever = "hasta" in change and change["hasta"] is None
        until = change.get("hasta")
        hand_over(cid, change["estado"], until=until, for_ever=for_ever, actor=actor_of(request))
        return Response(ConversacionBody(conversation(cid)).data)

    @extend_schema(request=RespuestaBody, responses={201: MensajeBody})
    @requires_tenant
    @idempotent
    def answer(self, request: Any, cid: UUID) -> Response:
        """Le responde a la persona; desde ahí responde gente y Liora calla."""
        conversation(cid)
        texto = said(RespuestaBody, request)["texto"]
        row = reply(cid, texto, usuario_id=request.user.pk, origin=ConversationLog.Origin.API)
        row.refresh_from_db()
        return Response(MensajeBody(row).data, status=201)
