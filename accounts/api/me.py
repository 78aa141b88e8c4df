"""Who is signed in: /me."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.api.bodies import MeBody, ProfileFields
from accounts.limits import count_call
from liora.api.views import ApiView, said
from tenants.context import resolve_tenant


class Me(ApiView):
    @extend_schema(responses=MeBody)
    def get(self, request: Any) -> Response:
        """Da el perfil propio y los negocios a los que se pertenece."""
        return Response(profile(request))

    @extend_schema(request=ProfileFields, responses=MeBody)
    def patch(self, request: Any) -> Response:
        """Cambia el nombre propio."""
        given = said(ProfileFields, request)
        told = profile(request)
        request.user.nombre = given.get("nombre", request.user.nombre)
        request.user.save(update_fields=["nombre"])
        return Response({**told, "nombre": request.user.nombre})


def profile(request: Any) -> Any:
    """Return the caller's profile; `cliente_id` and `rol` are of the Cliente spoken for."""
    cliente = resolve_tenant(request)
    membership = request.auth.membership_in(cliente) if cliente else None
    if cliente:
        count_call(request, cliente)
    me = request.user
    return MeBody(
        {
            "id": me.pk,
            "email": me.email,
            "nombre": me.nombre,
            "estado": me.estado,
            "cliente_id": cliente.pk if cliente else None,
            "rol": membership.rol if membership else None,
            "clientes": request.auth.memberships,
        }
    ).data
