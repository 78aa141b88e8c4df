"""Limits by address and endpoint, counted exactly across processes."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django_ratelimit.core import get_usage

from liora.api.errors import TooMany

View = TypeVar("View", bound=Callable[..., Any])


def count(request: Any, *, group: str, rate: str, key: Any = "ip") -> None:
    """Count one more of `group`; raise TooMany beyond `rate`, such as "20/m"."""
    usage = get_usage(request, group=group, key=key, rate=rate, increment=True)
    if usage and usage["should_limit"]:
        raise TooMany(retry_after=int(usage["time_left"]))


def refuse_beyond(request: Any, *, group: str, rate: str, key: Any = "ip") -> None:
    """Raise TooMany where `count` already went beyond `rate`; counts nothing itself."""
    usage = get_usage(request, group=group, key=key, rate=rate, increment=False)
    if usage and usage["should_limit"]:
        raise TooMany(retry_after=int(usage["time_left"]))


def limited(*, group: str, rate: str, key: str = "ip") -> Callable[[View], View]:
    """Refuse a view, or a viewset's action, to an address that asks for it too often.

    `key="user"` counts the person instead. Stands outside `@idempotent`: what is counted inside
    its transaction would be forgotten with it.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def counted(self: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
            count(request, group=group, rate=rate, key=key)
            return view(self, request, *args, **kwargs)

        return cast("View", counted)

    return decorate
