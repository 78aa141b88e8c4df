"""JSON in, JSON out, for the page and for scripts that play a phone."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., dict[str, Any]]


class ApiProblem(Exception):
    """A refusal with a stable `code`, a Spanish `message` and an HTTP status."""

    def __init__(self, code: str, message: str, status: int = 400, **more: Any) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"error": {"code": code, "message": message}, **more}


def json_api(*methods: str) -> Callable[[View], Callable[..., JsonResponse]]:
    """Turn a view that returns a dict, or raises ApiProblem, into a JSON view.

    CSRF needs no token here: a page of another site cannot post `application/json` unasked, and
    `posted` takes nothing else.
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
                return JsonResponse(problem.body, status=problem.status)

        return answer

    return decorate


def posted(request: HttpRequest) -> dict[str, Any]:
    """Return the JSON object of a request; raises ApiProblem for anything else."""
    if request.content_type != "application/json":
        raise ApiProblem("json_esperado", _("Se espera application/json."), 415)
    try:
        body = json.loads(request.body)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise ApiProblem("json_invalido", _("El cuerpo no es un objeto JSON."))
    return body
