"""Publishing a catalog: POST /clientes/{id}/catalog/publish."""

import contextlib
from email.message import Message
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from catalog.api.admission import SIGNATURE, TIMESTAMP, Sender, admitted
from catalog.api.bodies import ReportBody
from catalog.api.receiving import Received, file_in, receive
from catalog.models import CatalogSnapshot
from catalog.publish import Published, Push, publish
from catalog.snapshots import IN_PROGRESS
from liora.api.errors import Invalid
from liora.api.schema import answers
from liora.api.throttle import limited
from liora.api.views import ApiView

SHOWN_ERRORS = 20
FILE = {"type": "string", "format": "binary"}
BODIES = {
    "text/csv": FILE,
    "application/x-ndjson": FILE,
    "application/gzip": FILE,
    "multipart/form-data": {"type": "object", "properties": {"archivo": FILE}},
}


class PublishParams(serializers.Serializer[Any]):
    version = serializers.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    activate = serializers.BooleanField(default=True)
    liberar = serializers.BooleanField(default=False)
    origen = serializers.CharField(default="", allow_blank=True, max_length=120)


class Publish(ApiView):
    permission_classes = (AllowAny,)

    def get_authenticators(self) -> Any:
        """Leave a token unread where the body is signed: it is one or the other."""
        # The generator of the description asks without one.
        headers = getattr(self.request, "headers", {})
        return [] if SIGNATURE in headers else super().get_authenticators()

    @answers(400, 401, 403, 404, 409, 413, 422)
    @extend_schema(
        parameters=[
            OpenApiParameter("version", int, description="El número que tiene que tocarle."),
            OpenApiParameter("activate", bool, default=True),
            OpenApiParameter(
                "liberar",
                bool,
                default=False,
                description="No la retiene, cambie lo que cambie; va dentro de lo firmado.",
            ),
            OpenApiParameter("origen", str, description="De dónde sale el archivo."),
            OpenApiParameter(TIMESTAMP, OpenApiTypes.INT64, OpenApiParameter.HEADER),
            OpenApiParameter(SIGNATURE, str, OpenApiParameter.HEADER),
        ],
        request=BODIES,
        responses={200: ReportBody, 201: ReportBody, 202: ReportBody},
    )
    @limited(group="publish", rate="120/m")
    def post(self, request: Any, cliente: str) -> Response:
        """Publica un catálogo: CSV o JSON por líneas, solo o con gzip, o en un formulario.

        Se firma con el secreto de publicación (`X-Liora-Signature: sha256=` y el HMAC de
        `timestamp.cuerpo`), o se manda con el token de un dueño o administrador. Un archivo chico
        se lee en el momento (201); uno grande queda en cola (202) y se consulta por su versión. Si
        es igual al que está activo, no se hace nada (200).
        """
        params = _params(request)
        with contextlib.ExitStack() as stack:

            def take(each: Any, keep: bool) -> Received:  # as admission calls it
                received = receive(request, each, keep)
                stack.callback(received.file.close)
                return received

            sender, received = stack.enter_context(
                admitted(request, cliente, take, release=params["liberar"])
            )
            return _answer(_published(request, sender, received, params))


def _published(
    request: Any, sender: Sender, received: Received, params: dict[str, Any]
) -> Published:
    found = file_in(request, received)
    push = Push(
        file=found.file,
        size=found.size,
        checksum=found.checksum,
        source=_source(params["origen"] or found.name),
        encoding=_charset(request),
        activate=params["activate"],
        release=params["liberar"],
        version=params.get("version"),
    )
    return publish(sender.cliente, push, actor=sender.actor, base=sender.base)


def _answer(published: Published) -> Response:
    snapshot = published.snapshot
    if snapshot.estado == CatalogSnapshot.Estado.FALLIDO:
        raise _failure(snapshot)
    body = ReportBody(_with_report(snapshot)).data
    if not published.created:
        return Response(body, status=200)
    return Response(body, status=202 if snapshot.estado in IN_PROGRESS else 201)


def _with_report(snapshot: CatalogSnapshot) -> CatalogSnapshot:
    return CatalogSnapshot.objects.prefetch_related("logs").get(pk=snapshot.pk)


def _failure(snapshot: CatalogSnapshot) -> Invalid:
    """Return the first rows' reasons as the fields of an error."""
    log = snapshot.logs.first()
    errors = log.errors_json[:SHOWN_ERRORS] if log else []
    return Invalid(
        {
            f"linea_{error['line']}.{error['column'] or 'fila'}": ("invalid", error["reason"])
            for error in errors
        },
        code=snapshot.failure_code,
        message=snapshot.failure,
    )


def _params(request: Any) -> dict[str, Any]:
    unknown = set(request.query_params) - set(PublishParams().fields)
    if unknown:
        reason = ("desconocido", _("No existe ese parámetro."))
        raise Invalid({name[:60]: reason for name in unknown})
    params = PublishParams(data=request.query_params.dict())
    params.is_valid(raise_exception=True)
    return dict(params.validated_data)


def _charset(request: Any) -> str:
    header = Message()
    header["Content-Type"] = (request.content_type or "").encode("ascii", "ignore").decode()
    return str(header.get_content_charset("") or "")[:40]


def _source(said: str) -> str:
    printable = "".join(letter for letter in said if letter.isprintable())
    return printable.encode("utf-8", "ignore").decode()[:120] or "api"
