"""What every page behind a mailed link has in common: nobody keeps it or passes it on."""

from collections.abc import Callable, Mapping
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.link_tokens import InvalidLink

View = Callable[..., HttpResponse]

HEADERS: Mapping[str, str] = {
    "X-Robots-Tag": "noindex, nofollow",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    # The address holds the token. `no-referrer` would have browsers post the form with
    # `Origin: null` (Fetch standard, "append a request Origin header"), which Django's CSRF check
    # refuses; this one sends nothing to anybody but ourselves either.
    "Referrer-Policy": "same-origin",
}


def guarded(view: View) -> View:
    """Wrap the view of a mailed link: headers, CSRF, Spanish, and one page for every dead link."""

    @sensitive_post_parameters("clave")
    @never_cache
    @csrf_protect
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def shown(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        with translation.override("es-ar"):
            try:
                response = view(request, *args, **kwargs)
            except InvalidLink:
                response = render(request, "cuenta/enlace_muerto.html", status=404)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return shown
