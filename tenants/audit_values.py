"""What may be kept of a value that changed: enough to see what happened, never a secret."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from liora.ops.encryption import Secret

MASK = "***"
SECRET_NAMES = re.compile(
    r"token|secret|clave|passw|contrase|credencial|credential|authorization|api[_-]?key|private|otp",
    re.IGNORECASE,
)

Value = object
Values = Mapping[str, Value]
Kept = dict[str, str | int | float | bool | None]


def smells_of_secret(name: str) -> bool:
    """Tell whether what goes by this name may be a secret."""
    return SECRET_NAMES.search(name) is not None


def kept(values: Values) -> Kept:
    """Return the values as they may be stored; secrets, by type or by name, become `***`.

    Raises TypeError for a value inside which a secret could hide: a list, a dict, an object.
    """
    return {name: _kept(name, value) for name, value in values.items()}


def _kept(name: str, value: Value) -> str | int | float | bool | None:
    if isinstance(value, Secret) or (value and smells_of_secret(name)):
        return MASK
    # A choice of Django's is a str of a class of its own.
    if isinstance(value, str):
        return str(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, UUID | date | Decimal):
        return str(value)
    raise TypeError(f"{name}: {type(value).__name__} no es un valor simple")
