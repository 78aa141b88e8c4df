"""What the Cloud API admits in one message, and the error raised beyond it.

Sources: the Cloud API pages on text, image, interactive reply button, interactive list and
interactive call-to-action URL messages. Meta does not say in which unit it counts; these
limits count Unicode code points.
"""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

TEXT_BODY = 4096
CAPTION = 1024
BODY = 1024
LIST_BODY = 4096
HEADER = 60
FOOTER = 60
BUTTONS = 3
BUTTON_TITLE = 20
BUTTON_ID = 256
LIST_BUTTON = 20
SECTIONS = 10
SECTION_TITLE = 24
ROWS_IN_TOTAL = 10
ROW_ID = 200
ROW_TITLE = 24
ROW_DESCRIPTION = 72
CTA_TEXT = 20
CALLBACK_DATA = 512

WEB_LINK = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)


class MessageLimitError(ValueError):
    """The message breaks a rule of the Cloud API, so Meta would refuse it.

    `field` names the offending part ("buttons.title"), `limit` the number it passed, or None
    where the rule is not a number. The message is Spanish and fit for an operator.
    """

    code = "mensaje_fuera_de_limite"

    def __init__(self, message: str, *, field: str, limit: int | None = None) -> None:
        super().__init__(message)
        self.field = field
        self.limit = limit


def require_text(field: str, value: str, *, limit: int | None = None) -> None:
    """Raise MessageLimitError if `value` is blank or longer than `limit` code points."""
    if not value.strip():
        raise MessageLimitError(
            _("El campo «%(field)s» no puede quedar vacío.") % {"field": field},
            field=field,
        )
    if limit is not None:
        require_at_most(field, value, limit=limit)


def require_at_most(field: str, value: str, *, limit: int) -> None:
    """Raise MessageLimitError if `value` is longer than `limit` code points; blank passes."""
    if len(value) > limit:
        raise MessageLimitError(
            _("El campo «%(field)s» admite hasta %(limit)d caracteres y tiene %(size)d.")
            % {"field": field, "limit": limit, "size": len(value)},
            field=field,
            limit=limit,
        )


def require_count(field: str, count: int, *, limit: int) -> None:
    """Raise MessageLimitError unless there are between one and `limit` elements."""
    if not 1 <= count <= limit:
        raise MessageLimitError(
            _("«%(field)s» admite de 1 a %(limit)d elementos y tiene %(count)d.")
            % {"field": field, "limit": limit, "count": count},
            field=field,
            limit=limit,
        )


def require_unique(field: str, values: Sequence[str]) -> None:
    """Raise MessageLimitError if a value appears twice."""
    if len(set(values)) != len(values):
        raise MessageLimitError(
            _("«%(field)s» no admite valores repetidos.") % {"field": field},
            field=field,
        )


def require_link(field: str, value: str) -> None:
    """Raise MessageLimitError unless `value` is an absolute http(s) address."""
    if not WEB_LINK.fullmatch(value):
        raise MessageLimitError(
            _("El campo «%(field)s» tiene que ser una dirección http:// o https:// completa.")
            % {"field": field},
            field=field,
        )
