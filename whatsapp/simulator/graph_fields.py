"""Reading one field of a request as strictly as Meta does. Lengths are code points."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from whatsapp.simulator.graph_problem import bad_request, invalid, missing


def only(owner: Mapping[str, Any], allowed: Collection[str], path: str) -> None:
    """Refuse keys Meta does not know: it takes a misspelled parameter for an error."""
    for key in owner:
        if key not in allowed:
            raise bad_request(f"Unexpected key '{key}' on param '{path}'.")


def mapping(owner: Mapping[str, Any], key: str, path: str) -> Mapping[str, Any]:
    value = _present(owner, key, path)
    if not isinstance(value, dict):
        raise invalid(f"Parameter '{path}' must be a JSON object.")
    return value


def sequence(owner: Mapping[str, Any], key: str, path: str, *, most: int) -> Sequence[Any]:
    value = _present(owner, key, path)
    if not isinstance(value, list):
        raise invalid(f"Parameter '{path}' must be a JSON array.")
    if not 1 <= len(value) <= most:
        raise invalid(f"Parameter '{path}' has {len(value)} elements. Min: 1, Max: {most}")
    return value


def objects(
    owner: Mapping[str, Any], key: str, path: str, *, most: int
) -> list[tuple[str, Mapping[str, Any]]]:
    """Return (path, element) of an array whose every element is an object."""
    elements = sequence(owner, key, path, most=most)
    for position, element in enumerate(elements):
        if not isinstance(element, dict):
            raise invalid(f"Parameter '{path}[{position}]' must be a JSON object.")
    return [(f"{path}[{position}]", element) for position, element in enumerate(elements)]


def text(owner: Mapping[str, Any], key: str, path: str, *, most: int) -> str:
    """A string that must be there, not blank and not above `most`."""
    value = _string(_present(owner, key, path), path)
    if not value.strip() or len(value) > most:
        raise invalid(f"Parameter '{path}' length invalid. Min length: 1, Max length: {most}")
    return value


def optional_text(owner: Mapping[str, Any], key: str, path: str, *, most: int) -> str:
    """A string that may be absent or empty."""
    value = _string(owner.get(key, ""), path)
    if len(value) > most:
        raise invalid(f"Parameter '{path}' length invalid. Max length: {most}")
    return value


def choice(owner: Mapping[str, Any], key: str, path: str, *, among: Collection[str]) -> str:
    value = _present(owner, key, path)
    if not isinstance(value, str) or value not in among:
        raise invalid(f"Parameter '{path}' must be one of {{{', '.join(sorted(among))}}}.")
    return value


def flag(owner: Mapping[str, Any], key: str, path: str) -> None:
    if not isinstance(owner.get(key, False), bool):
        raise invalid(f"Parameter '{path}' must be a boolean.")


def web_address(owner: Mapping[str, Any], key: str, path: str) -> str:
    value = text(owner, key, path, most=2000)
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise invalid(f"Parameter '{path}' is not a valid URI.")
    return value


def _present(owner: Mapping[str, Any], key: str, path: str) -> Any:
    if owner.get(key) is None:
        raise missing(path)
    return owner[key]


def _string(value: Any, path: str) -> str:
    if not isinstance(value, str):
        raise invalid(f"Parameter '{path}' must be a string.")
    return value
