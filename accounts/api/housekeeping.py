"""A business's own affairs: its publish secret and its audit."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.access import MANAGERS, requires_role
from liora.api.idempotency import idempotent
from liora.api.views import ApiViewSet, PagedViewSet
from tenants.audit import actor_of, record
from tenants.models import AuditEntry
from tenants.publish_secrets import rotate


class SecretBody(serializers.Serializer[Any]):
    publish_secret = serializers.CharField(help_text=_("No se vuelve a mostrar."))
    old_valid_until = serializers.DateTimeField()


class AuditBody(serializers.ModelSerializer[AuditEntry]):
    class Meta:
        model = AuditEntry
        fields = (
            "id",
            "event",
            "usuario_id",
            "address",
            "target",
            "before",
            "after",
            "request_id",
            "created_at",
        )
        read_only_fields = fields


class PublishSecrets(ApiViewSet):
    @extend_schema(request=None, responses={201: SecretBody})
    @requires_role(*MANAGERS)
    @idempotent
    def create(self, request: Any) -> Response:
        """Da un secreto nuevo para firmar publicaciones; el anterior vale un tiempo más."""
        with transaction.atomic():
            secret, old_valid_until = rotate(request.cliente)
            actor = actor_of(request)
            record("catalogo.secreto_rotado", actor=actor, cliente_id=request.cliente.pk)
        told = {"publish_secret": secret, "old_valid_until": old_valid_until}
        return Response(SecretBody(told).data, status=201)


class Audit(PagedViewSet):
    @extend_schema(responses=AuditBody(many=True))
    @requires_role(*MANAGERS)
    def list(self, request: Any) -> Response:
        """Lista lo que se hizo en el negocio, lo más nuevo primero."""
        return self.page(AuditEntry.objects.all(), lambda page: AuditBody(page, many=True).data)
