"""Ways to show one value: a coloured state, an exact moment, a short text, readable JSON.

Each makes a method for the body of an admin class, which is then named like any other column. Its
name must not be a field's: Django would show the field.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.contrib import admin
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from liora.admin.empty import NOTHING
from liora.admin.links import Column

LONGEST_JSON = 100_000


class Tone(StrEnum):
    """How a state feels; the colours are in the stylesheet."""

    GOOD = "bien"
    WAITING = "espera"
    WARNING = "ojo"
    BAD = "mal"
    QUIET = "quieto"


def badge(field: str, description: Any, tones: Mapping[Any, Tone]) -> Column:
    """Return a column that shows a field with choices as a coloured word."""

    @admin.display(description=description, ordering=field)
    def column(_page: Any, obj: Any) -> SafeString:
        tone = tones.get(getattr(obj, field), Tone.QUIET)
        name = getattr(obj, f"get_{field}_display")()
        return format_html('<span class="tone tone-{}">{}</span>', tone, name)

    return column


def moment(field: str, description: Any) -> Column:
    """Return a column with a local time to the second, narrow enough for a list.

    The year is left out of this year's moments.
    """

    @admin.display(description=description, ordering=field)
    def column(_page: Any, obj: Any) -> SafeString | str:
        return shown_moment(getattr(obj, field))

    return column


def shown_moment(when: datetime | None) -> SafeString | str:
    if when is None:
        return NOTHING
    local = timezone.localtime(when)
    day = "%d/%m" if local.year == timezone.localdate().year else "%d/%m/%Y"
    return format_html(
        '<time datetime="{}">{}</time>', when.isoformat(), local.strftime(f"{day} %H:%M:%S")
    )


def exact_moment(field: str, description: Any) -> Column:
    """Return a column with a local date and time to the millisecond, for following a message."""

    @admin.display(description=description, ordering=field)
    def column(_page: Any, obj: Any) -> str:
        when = getattr(obj, field)
        if when is None:
            return NOTHING
        return f"{timezone.localtime(when):%d/%m/%Y %H:%M:%S.%f}"[:-3]

    return column


def excerpt(field: str, description: Any, *, length: int = 80) -> Column:
    """Return a column with the beginning of a long text."""

    @admin.display(description=description)
    def column(_page: Any, obj: Any) -> str:
        return beginning(getattr(obj, field), length) or NOTHING

    return column


def beginning(text: str, length: int = 80) -> str:
    return Truncator(text).chars(length)


def pretty_json(field: str, description: Any) -> Column:
    """Return a column with JSON laid out to be read; beyond LONGEST_JSON characters it is cut."""

    @admin.display(description=description)
    def column(_page: Any, obj: Any) -> SafeString | str:
        value = getattr(obj, field)
        return format_html('<pre class="json">{}</pre>', laid_out(value)) if value else NOTHING

    return column


def laid_out(value: Any) -> str:
    text = json.dumps(value, indent=2, ensure_ascii=False)
    if len(text) <= LONGEST_JSON:
        return text
    return f"{text[:LONGEST_JSON]}\n{_('… sigue: es demasiado largo para mostrarlo entero.')}"
