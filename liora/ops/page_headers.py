"""What a browser may do with our pages, told in every answer, static files and errors included.

Django's own middleware says HSTS, nosniff, Referrer-Policy, X-Frame-Options and
Cross-Origin-Opener-Policy; here stand the two headers that Django 5 has no setting for.
"""

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed

# Content Security Policy Level 3, https://www.w3.org/TR/CSP3/. Everything is ours: no inline
# script or style, no eval, no other host. Small icons in stylesheets are `data:` images.
DIRECTIVES: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "media-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}

# None of our pages asks for any of these, so nothing that slips into one may either.
NOT_ASKED_FOR = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)
PERMISSIONS = ", ".join(f"{feature}=()" for feature in NOT_ASKED_FOR)

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")


def content_policy(changes: Mapping[str, str] | None = None) -> str:
    """Return a Content-Security-Policy: the house's, with some directives changed or added."""
    directives = {**DIRECTIVES, **(changes or {})}
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


POLICY = content_policy()


class PageHeaders:
    """Adds the headers that a view has not set itself, and answers 405 to TRACE and its like.

    It stands before whatever answers on its own: redirects to HTTPS, static files, a refused Host.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        # The API says it in its own envelope.
        if request.method in METHODS or request.path_info.startswith("/api/"):
            return self.get_response(request)
        return HttpResponseNotAllowed(METHODS)
