"""Versions of a catalog: /clientes/{id}/catalog/snapshots, …/active, …/rollback, …/reglas."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from accounts.access import MANAGERS, requires_role, requires_tenant
from catalog.api.bodies import (
    ActivateFields,
    ActiveBody,
    ReportBody,
    RollbackFields,
    RulesBody,
    SnapshotBody,
)
from catalog.api.filters import SnapshotFilters
from catalog.divergences import divergences, examples
from catalog.ingest import rules_of
from catalog.models import CatalogActive, CatalogRules
from catalog.snapshots import activate, active_snapshot, rollback, snapshot_of, visible
from liora.api.errors import Invalid, NotFound
from liora.api.filters import ALWAYS, filtered
from liora.api.schema import answers
from liora.api.views import ApiViewSet, PagedViewSet, said
from tenants.audit import actor_of, record


class Snapshots(PagedViewSet):
    @extend_schema(
        parameters=[OpenApiParameter("estado", enum=SnapshotFilters.ESTADOS)],
        responses=SnapshotBody(many=True),
    )
    @requires_tenant
    def list(self, request: Any) -> Response:
        """Lista las versiones guardadas, la más nueva primero."""
        rows = filtered(SnapshotFilters, request, visible(), also=ALWAYS)
        return self.page(rows, lambda page: SnapshotBody(page, many=True).data)

    @extend_schema(responses=ReportBody)
    @requires_tenant
    def retrieve(self, request: Any, version: int) -> Response:
        """Muestra una versión: cuánto se leyó, las filas con errores y qué cambia."""
        return Response(ReportBody(snapshot_of(version)).data)

    @answers(409)
    @extend_schema(request=ActivateFields, responses=ActiveBody)
    @requires_role(*MANAGERS)
    def activate(self, request: Any, version: int) -> Response:
        """Vende desde esta versión; si ya es la activa, no cambia nada."""
        release = said(ActivateFields, request)["liberar"]
        active = activate(request.cliente, version, actor=actor_of(request), release=release)
        return Response(ActiveBody(active).data)

    @answers(404)
    @extend_schema(
        parameters=[OpenApiParameter("contra", int, description="Por defecto, la activa.")],
        responses={200: dict[str, Any]},
    )
    @requires_tenant
    def diff(self, request: Any, version: int) -> Response:
        """Compara una versión con otra: cuentas y algunos ejemplos de cada diferencia."""
        new = snapshot_of(version)
        old = snapshot_of(_contra(request)) if "contra" in request.query_params else None
        old = old or active_snapshot(request.cliente)
        if old is None:
            raise NotFound
        found = divergences(old, new).as_json()
        return Response({"version": version, **found, "ejemplos": examples(old, new)})


class Active(ApiViewSet):
    @extend_schema(responses=ActiveBody)
    @requires_tenant
    def show(self, request: Any) -> Response:
        """Muestra desde qué versión se vende."""
        active = CatalogActive.objects.filter(cliente=request.cliente).first()
        if active is None:
            raise NotFound(_("Todavía no se publicó ningún catálogo."), code="sin_catalogo")
        return Response(ActiveBody(active).data)

    @answers(409)
    @extend_schema(request=RollbackFields, responses=ActiveBody)
    @requires_role(*MANAGERS)
    def rollback(self, request: Any) -> Response:
        """Vuelve a vender desde la versión anterior.

        Con `desde` se puede repetir sin riesgo: si esa versión ya no es la activa, nada se mueve.
        """
        leaving = said(RollbackFields, request).get("desde")
        active = rollback(request.cliente, actor=actor_of(request), leaving=leaving)
        return Response(ActiveBody(active).data)


class Rules(ApiViewSet):
    @extend_schema(responses=RulesBody)
    @requires_tenant
    def show(self, request: Any) -> Response:
        """Muestra cuánto puede cambiar un catálogo sin que nadie lo mire."""
        return Response(RulesBody(rules_of(request.cliente)).data)

    @extend_schema(request=RulesBody, responses=RulesBody)
    @requires_role(*MANAGERS)
    @transaction.atomic
    def change(self, request: Any) -> Response:
        """Cambia las reglas; `null` deja pasar cualquier cambio."""
        rules = rules_of(request.cliente)
        before = dict(RulesBody(rules).data)
        form = RulesBody(rules, data=request.data, partial=True)
        form.is_valid(raise_exception=True)
        form.save()
        after = {name: value for name, value in form.data.items() if value != before[name]}
        if after:
            record(
                "catalogo.reglas_cambiadas",
                actor=actor_of(request),
                cliente_id=request.cliente.pk,
                before={name: before[name] for name in after},
                after=after,
            )
        return Response(RulesBody(CatalogRules.objects.get(pk=rules.pk)).data)


def _contra(request: Any) -> int:
    given = request.query_params["contra"]
    if not given.isascii() or not given.isdecimal() or len(given) > 9:
        raise Invalid({"contra": ("invalid", _("Tiene que ser el número de una versión."))})
    return int(given)
