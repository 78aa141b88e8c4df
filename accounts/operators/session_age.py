"""Sessions end half a day after they began, however busy; Django's own age ends idle ones."""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

BEGAN = "empezo"


def begin(request: HttpRequest) -> None:
    request.session[BEGAN] = time.time()


class SessionAge:
    """Empties a session that is too old. One that says nothing of its age begins to have one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # Calls without a session must not pay for looking one up.
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            self.look(request)
        return self.get_response(request)

    def look(self, request: HttpRequest) -> None:
        if request.session.is_empty():
            return
        if BEGAN not in request.session:
            begin(request)
        elif time.time() - request.session[BEGAN] > settings.SESSION_ABSOLUTE_AGE:
            request.session.flush()
