"""Bringing stored secrets under the newest key of ENCRYPTION_KEY, beside whoever writes them.

Nothing is noted down elsewhere: a value says which key it is under, so a run that was killed is
taken up by simply running again.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Count, F, QuerySet, TextField
from django.db.models.functions import Cast, Substr

from liora.ops.encryption import (
    DecryptionError,
    EncryptedTextField,
    Secret,
    decrypt,
    key_id,
)

BATCH = 200
KEY_MARK = re.compile(r"([0-9a-f]{8})\$")
UNKNOWN_KEY = ""
"""What a value that names no key is counted under: its first letters may be a secret's."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the rotation of one column is: values rewritten, and values no key opens."""

    column: str
    rotated: int = 0
    unreadable: int = 0


def encrypted_fields() -> list[EncryptedTextField]:
    """Return every encrypted column of the house, each once, in the order of the apps."""
    return [
        field
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy
        for field in model._meta.local_concrete_fields
        if isinstance(field, EncryptedTextField)
    ]


def newest_key_id() -> str:
    return key_id(settings.ENCRYPTION_KEYS[0])


def rotate(field: EncryptedTextField, *, batch: int = BATCH) -> Iterator[Progress]:
    """Re-encrypt one column's values that are not under the newest key; tell after each batch.

    A value that no key opens is left as it is, and counted.
    """
    progress = Progress(f"{field.model._meta.db_table}.{field.column}")
    waiting = _values(field).exclude(stored__startswith=f"{newest_key_id()}$").order_by("pk")
    rows = list(waiting[:batch])
    while rows:
        outcomes = Counter(_rewrite(field, pk, stored) for pk, stored in rows)
        progress = Progress(
            progress.column,
            progress.rotated + outcomes[True],
            progress.unreadable + outcomes[None],
        )
        yield progress
        rows = list(waiting.filter(pk__gt=rows[-1][0])[:batch])


def values_by_key(field: EncryptedTextField) -> Counter[str]:
    """Return how many values of one column are under each key id, or under UNKNOWN_KEY."""
    counted: Counter[str] = Counter()
    groups = _values(field).order_by().values_list(Substr("stored", 1, 9), Count("pk"))
    for mark, count in groups:
        named = KEY_MARK.fullmatch(mark)
        counted[named[1] if named else UNKNOWN_KEY] += count
    return counted


def _values(field: EncryptedTextField) -> QuerySet[Any, Any]:
    """Return (pk, ciphertext) of every row that has one.

    By way of the base manager: a manager that hides rows must not keep their secrets back.
    """
    rows: QuerySet[Any] = field.model._base_manager.filter(**{f"{field.name}__isnull": False})
    stored = Cast(F(field.name), TextField())
    values: QuerySet[Any, Any] = rows.annotate(stored=stored).values_list("pk", "stored")
    return values


def _rewrite(field: EncryptedTextField, pk: object, stored: str) -> bool | None:
    """Rewrite one value; False if somebody wrote another meanwhile, None if no key opens it.

    Each is a transaction of its own: one that held the locks of a whole batch could meet a
    writer in a deadlock, and the database might choose the writer to fail.
    """
    try:
        plain = decrypt(stored)
    except DecryptionError:
        return None
    unchanged = _values(field).filter(pk=pk, stored=stored)
    return bool(unchanged.update(**{field.name: Secret.hide(plain)}))
