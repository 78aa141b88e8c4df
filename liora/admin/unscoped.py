"""The one door through which operators see the rows of every Cliente."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpRequest, HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django_scopes import scopes_disabled

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def unscoped(view: View) -> View:
    """Run `view`, and the drawing of its page, with every tenant in sight.

    A TemplateResponse is drawn after its view returned, and much of the admin reads the database
    only then; so it is drawn here. A streamed answer would be read outside: return none from
    such a view.
    """

    @wraps(view)
    def seeing_all(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with scopes_disabled():
            return _drawn(view(request, *args, **kwargs))

    return cast("View", seeing_all)


def _drawn(response: HttpResponseBase) -> HttpResponseBase:
    if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
        return response.render()
    return response
