import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

HEADER = "X-Client-ID"
NAME = re.compile(r"[A-Za-z0-9-]{1,60}")


class NameTheTenant:
    """Notes in `request.tenant_name` which Cliente a request asks for; it decides nothing.

    A header that is no id and no slug, such as one given twice, names nobody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        named = request.headers.get(HEADER, "").strip()
        request.tenant_name = named if NAME.fullmatch(named) else None  # type: ignore[attr-defined]
        return self.get_response(request)
