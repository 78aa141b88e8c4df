"""What a contact decided about being written to: /clientes/{id}/contactos/{id}/consentimiento."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.access import MANAGERS, requires_role, requires_tenant
from conversations.api.conversacion_bodies import AnotarBody, ConsentimientoBody
from conversations.consent import Source, entries_of, note_decision
from conversations.models import Contact
from conversations.turn import Consent
from liora.api.errors import NotFound
from liora.api.idempotency import idempotent
from liora.api.views import PagedViewSet, said
from tenants.audit import actor_of


def contact(contacto: UUID) -> Contact:
    """Return a contact with a conversation: nobody else can have decided anything."""
    found = Contact.objects.select_related("state").filter(pk=contacto, state__isnull=False).first()
    if found is None:
        raise NotFound
    return found


class Consentimiento(PagedViewSet):
    @extend_schema(responses=ConsentimientoBody(many=True))
    @requires_tenant
    def list(self, request: Any, contacto: UUID) -> Response:
        """Lista lo que un contacto decidió, con sus palabras, lo más nuevo primero."""
        return self.page(
            entries_of(contact(contacto)), lambda page: ConsentimientoBody(page, many=True).data
        )

    @extend_schema(request=AnotarBody, responses={201: ConsentimientoBody})
    @requires_role(*MANAGERS)
    @idempotent
    def create(self, request: Any, contacto: UUID) -> Response:
        """Anota una baja o un alta que se supo de otra manera; no se puede borrar."""
        fields = said(AnotarBody, request)
        entry = note_decision(
            contact(contacto).state.pk,
            Consent(fields["decision"], fields["kind"]),
            fields["nota"],
            source=Source.API,
            actor=actor_of(request),
        )
        entry.refresh_from_db()
        return Response(ConsentimientoBody(entry).data, status=201)
