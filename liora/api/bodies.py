"""Reading JSON that may be meant to hurt."""

import json
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.parsers import BaseParser

from liora.api.errors import BadRequest, TooLarge

LARGEST_BYTES = 1024 * 1024
DEEPEST = 20


class StrictJSONParser(BaseParser):
    """Takes one JSON object (RFC 8259) in UTF-8, and nothing that merely looks like one.

    Refused with `json_invalido`: other encodings, NaN and infinities, keys given twice, NUL and
    half surrogate pairs (no database keeps them), numbers of thousands of digits, and nesting
    beyond DEEPEST. Refused with `demasiado_grande`: more than LARGEST_BYTES.
    """

    media_type = "application/json"

    def parse(
        self, stream: Any, media_type: str | None = None, parser_context: Any = None
    ) -> dict[str, Any]:
        raw = stream.read(LARGEST_BYTES + 1)
        if len(raw) > LARGEST_BYTES:
            raise TooLarge
        return strict_object(raw)


def strict_object(raw: bytes) -> dict[str, Any]:
    """Return the JSON object written there; raises BadRequest (`json_invalido`) for all else."""
    value = _loaded(raw)
    if not isinstance(value, dict):
        raise _refused(_("Se espera un objeto JSON: {…}."))
    _check(value)
    return value


def _loaded(raw: bytes) -> Any:
    try:
        return json.loads(
            raw.decode("utf-8"), object_pairs_hook=_without_repeats, parse_constant=_no_constant
        )
    except UnicodeDecodeError:
        raise _refused(_("El cuerpo no está en UTF-8.")) from None
    except (ValueError, RecursionError):
        raise _refused(_("El cuerpo no es JSON válido.")) from None


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is given twice")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _check(value: Any) -> None:
    """Walk without recursion; raise for text no database keeps and for needless depth."""
    waiting: list[tuple[Any, int]] = [(value, 1)]
    while waiting:
        current, depth = waiting.pop()
        if depth > DEEPEST:
            raise _refused(_("El cuerpo tiene demasiados niveles."))
        if isinstance(current, dict):
            waiting += [(part, depth + 1) for pair in current.items() for part in pair]
        elif isinstance(current, list):
            waiting += [(part, depth + 1) for part in current]
        elif isinstance(current, str) and not is_storable(current):
            raise _refused(_("Hay caracteres que no se pueden guardar."))


def is_storable(text: str) -> bool:
    """Tell whether both databases keep this text: no NUL, no half of a surrogate pair."""
    return "\x00" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _refused(message: str) -> BadRequest:
    return BadRequest(message, code="json_invalido")
