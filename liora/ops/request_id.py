"""One id for everything a request does: in its answer, its log lines, its audit entries."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from structlog.contextvars import bind_contextvars, clear_contextvars, get_contextvars

from liora.ops.ids import new_id

HEADER = "X-Request-ID"
SHAPE = re.compile(r"[A-Za-z0-9._-]{1,64}")


def current_request_id() -> str:
    """Return the id of the request in hand; "" outside of one."""
    return str(get_contextvars().get("request_id", ""))


class RequestIdMiddleware:
    """Takes the caller's id if it is a plain word, else makes one, and answers with it.

    What is bound to the log lines of a request (its Cliente, its person) ends with it: the next
    one may be served by the same thread.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get(HEADER, "")
        request_id = given if SHAPE.fullmatch(given) else new_id().hex
        clear_contextvars()
        bind_contextvars(request_id=request_id)
        try:
            response = self.get_response(request)
        finally:
            clear_contextvars()
        response.headers[HEADER] = request_id
        return response
