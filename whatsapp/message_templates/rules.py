"""What one parameter of a template may hold.

Source: Cloud API, message templates: no line break, no tab and no four spaces in a row (error
132018), none empty. Lengths count Unicode code points.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from whatsapp.graph.limits import WEB_LINK

HEADER = 60
# A body that stands alone may be longer than one beside a header, a footer or buttons.
BODY, BODY_ALONE = 1024, 32_768
URL_ENDING = 2000
PAYLOAD = 256
COUPON = 20

# Whatever breaks a line counts, also the characters only Unicode calls so.
BROKEN = re.compile(r"[\n\r\t\v\f\x1c-\x1e\x85\u2028\u2029]|[ ]{4}")


class ParametersError(ValueError):
    """The parameters do not fit the template, so Meta would refuse it.

    `field` names the offending one ("cuerpo.2"). The message is Spanish.
    """

    code = "parametros_plantilla"

    def __init__(self, message: str, *, field: str) -> None:
        super().__init__(message)
        self.field = field


def text(field: str, value: object, *, limit: int) -> str:
    """Return a value that may stand in a template; raise ParametersError otherwise."""
    if not isinstance(value, str) or not value.strip():
        raise ParametersError(
            _("El parámetro «%(field)s» tiene que ser un texto, y no puede quedar vacío.")
            % {"field": field},
            field=field,
        )
    if "\0" in value or not _is_unicode(value):
        raise ParametersError(
            _("El parámetro «%(field)s» tiene caracteres que no se pueden enviar.")
            % {"field": field},
            field=field,
        )
    if BROKEN.search(value):
        raise ParametersError(
            _(
                "El parámetro «%(field)s» no puede tener saltos de línea, tabulaciones ni cuatro "
                "espacios seguidos."
            )
            % {"field": field},
            field=field,
        )
    return at_most(field, value, limit=limit)


def at_most(field: str, value: str, *, limit: int) -> str:
    """Return the value; raise ParametersError if it is longer than `limit`."""
    if len(value) > limit:
        raise ParametersError(
            _("«%(field)s» admite hasta %(limit)d caracteres y tiene %(size)d.")
            % {"field": field, "limit": limit, "size": len(value)},
            field=field,
        )
    return value


def link(field: str, value: object) -> str:
    """Return an absolute web address; raise ParametersError if it is none."""
    address = text(field, value, limit=URL_ENDING)
    if not WEB_LINK.fullmatch(address):
        raise ParametersError(
            _("El parámetro «%(field)s» tiene que ser una dirección http:// o https:// completa.")
            % {"field": field},
            field=field,
        )
    return address


def only(field: str, given: Mapping[str, Any], wanted: set[str]) -> None:
    """Raise ParametersError for what is missing, or else for what nobody asked for."""
    for names, message in (
        (wanted - set(given), _("Falta el parámetro «%(field)s».")),
        (set(given) - wanted, _("La plantilla no tiene el parámetro «%(field)s».")),
    ):
        if names:
            name = f"{field}.{min(names)}" if field else min(names)
            raise ParametersError(message % {"field": name}, field=name)


def _is_unicode(value: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in value)
