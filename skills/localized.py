"""Building once per language what never changes within one."""

from collections.abc import Callable
from functools import cache, wraps
from typing import TypeVar

from django.utils.translation import get_language

Built = TypeVar("Built")


def per_language(build: Callable[[], Built]) -> Callable[[], Built]:
    """Keep what `build` returns for each language; looking up each text again would cost more
    than all the rest of an answer."""

    @cache
    def built_in(language: str | None) -> Built:
        return build()

    @wraps(build)
    def in_this_language() -> Built:
        return built_in(get_language())

    return in_this_language
