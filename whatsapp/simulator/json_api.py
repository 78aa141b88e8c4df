"""JSON in, JSON out, for the page and for scripts that play a phone."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from whatsapp.webhook.payload import MalformedBody, parse
from whatsapp.webhook.storable import storable

log = logging.getLogger(__name__)

View = Callable[..., dict[str, Any]]

# What Python raises for a value that is too big, too deep or of no use where it is used.
UNUSABLE = (ValueError, OverflowError, RecursionError)


class ApiProblem(Exception):
    """A refusal with a stable `code`, a Spanish `message` and an HTTP status."""

    def __init__(self, code: str, message: str, status: int = 400, **more: Any) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"error": {"code": code, "message": message}, **more}


def json_api(*methods: str) -> Callable[[View], Callable[..., JsonResponse]]:
    """Turn a view that returns a dict, or raises ApiProblem, into a JSON view.

    CSRF needs no token here: a page of another site cannot post `application/json` unasked, and
    `posted` takes nothing else. What a view finds UNUSABLE is answered 422 `valor_invalido`.
    """

    def decorate(view: View) -> Callable[..., JsonResponse]:
        @csrf_exempt
        @wraps(view)
        def answer(request: HttpRequest, **arguments: Any) -> JsonResponse:
            try:
                if request.method not in methods:
                    raise ApiProblem("metodo", _("Este camino no admite ese método."), 405)
                return JsonResponse(view(request, **arguments))
            except ApiProblem as problem:
                return _refusal(problem)
            except UNUSABLE:
                log.warning("simulator: an unusable value", exc_info=True)
                return _refusal(
                    ApiProblem("valor_invalido", _("Hay un valor que no se puede usar."), 422)
                )

        return answer

    return decorate


def json_value(body: bytes) -> Any:
    """Return the JSON of a body as both databases can keep it; None for what is not JSON."""
    try:
        return storable(parse(body))
    except (MalformedBody, RecursionError):
        return None


def posted(request: HttpRequest) -> dict[str, Any]:
    """Return the JSON object of a request; raises ApiProblem for anything else."""
    if request.content_type != "application/json":
        raise ApiProblem("json_esperado", _("Se espera application/json."), 415)
    body = json_value(request.body)
    if not isinstance(body, dict):
        raise ApiProblem("json_invalido", _("El cuerpo no es un objeto JSON."))
    return body


def _refusal(problem: ApiProblem) -> JsonResponse:
    return JsonResponse(problem.body, status=problem.status)
