"""WhatsApp numbers of a business: /clientes/{id}/waba."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.access import MANAGERS, requires_role
from liora.api.errors import NotFound
from liora.api.idempotency import idempotent
from liora.api.throttle import limited
from liora.api.views import PagedViewSet, said
from tenants.audit import actor_of, record
from whatsapp.api.bodies import NewWaba, VerificationBody, WabaBody, WabaChanges
from whatsapp.graph.client import GraphClient
from whatsapp.models import WabaAccount
from whatsapp.numbers.changing import update
from whatsapp.numbers.connecting import connect
from whatsapp.numbers.retiring import retire
from whatsapp.verification import verify


def numbers() -> QuerySet[WabaAccount]:
    """Return the numbers of the open Cliente that are still its own."""
    return WabaAccount.objects.exclude(estado=WabaAccount.Estado.RETIRADA)


def number(wid: UUID) -> WabaAccount:
    account = numbers().filter(pk=wid).first()
    if account is None:
        raise NotFound
    return account


def shown(account: WabaAccount) -> Any:
    return WabaBody(account).data


class Waba(PagedViewSet):
    @extend_schema(responses=WabaBody(many=True))
    @requires_role(*MANAGERS)
    def list(self, request: Any) -> Response:
        """Lista los números de WhatsApp conectados."""
        return self.page(numbers(), lambda page: WabaBody(page, many=True).data)

    @extend_schema(request=NewWaba, responses={201: WabaBody})
    @requires_role(*MANAGERS)
    @idempotent
    def create(self, request: Any) -> Response:
        """Conecta un número de WhatsApp con su token."""
        given = said(NewWaba, request)
        with transaction.atomic():
            account = connect(cliente=request.cliente, **given)
            number_id = {"phone_number_id": account.phone_number_id}
            _record("waba.registrada", request, account, number_id)
        account.refresh_from_db()
        return Response(shown(account), status=201)

    @extend_schema(responses=WabaBody)
    @requires_role(*MANAGERS)
    def retrieve(self, request: Any, wid: UUID) -> Response:
        """Muestra un número."""
        return Response(shown(number(wid)))

    @extend_schema(request=WabaChanges, responses=WabaBody)
    @requires_role(*MANAGERS)
    def partial_update(self, request: Any, wid: UUID) -> Response:
        """Cambia el token, el webhook, el estado o la plantilla que sale pasadas las 24 horas."""
        given, account = said(WabaChanges, request, partial=True), number(wid)
        before = told(account, given)
        with transaction.atomic():
            update(account, **given)
            if "access_token" in given:
                _record("waba.token_cambiado", request, account, {})
            if before:
                _record("waba.cambiada", request, account, told(account, given), before)
        account.refresh_from_db()
        return Response(shown(account))

    @extend_schema(responses={204: None})
    @requires_role(*MANAGERS)
    def destroy(self, request: Any, wid: UUID) -> Response:
        """Desconecta un número: se borra su token y queda libre; lo conversado se conserva."""
        account = number(wid)
        before = {"phone_number_id": account.phone_number_id}
        with transaction.atomic():
            retire(account)
            _record("waba.retirada", request, account, {}, before)
        return Response(status=204)

    @extend_schema(request=None, responses=VerificationBody)
    @requires_role(*MANAGERS)
    @limited(group="verificar", rate="20/m", key="user")
    def verify(self, request: Any, wid: UUID) -> Response:
        """Pregunta a Meta si el token y el número andan; si no, dice por qué y qué hacer."""
        account = number(wid)
        client = GraphClient()
        try:
            found = verify(account, client)
        finally:
            client.close()
        _record("waba.verificada", request, account, {"ok": found.ok})
        return Response(VerificationBody(found).data)


def told(account: WabaAccount, given: dict[str, Any]) -> dict[str, Any]:
    """Return what the audit is told of the columns that a request changes.

    Of the webhook's address only whose it is: the rest of it may be a secret.
    """
    shown = {name: getattr(account, name) for name in given if name != "access_token"}
    if "webhook_url" in shown:
        shown["webhook_url"] = urlsplit(shown["webhook_url"]).hostname or ""
    if shown.get("reopen_parameters"):
        shown["reopen_parameters"] = str(shown["reopen_parameters"])
    if "expiracion_token" in shown:
        shown["vence"] = str(shown.pop("expiracion_token"))
    return shown


def _record(
    event: str,
    request: Any,
    account: WabaAccount,
    after: dict[str, Any],
    before: dict[str, Any] | None = None,
) -> None:
    record(
        event,
        actor=actor_of(request),
        cliente_id=account.cliente_id,
        target=str(account.pk),
        before=before,
        after=after,
    )
