"""Meta's door, opened before sessions, CSRF and sign-in are set up for it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from whatsapp.webhook.views import meta_webhook

PATH = "/webhook/meta"


class WebhookShortcut:
    """Middleware that answers the webhook itself; every other path goes on as usual.

    It stands first. What the rest of the stack does is for people with browsers, costs a fifth
    of a bare answer, and none of it makes a signed post any safer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return meta_webhook(request) if request.path_info == PATH else self.get_response(request)
