"""Secrets at rest: Fernet with key ids, decrypted only where they are used.

A stored value reads `<key id>$<Fernet token>`. Keys come from ENCRYPTION_KEY, newest first and
apart from SECRET_KEY, so either can be rotated alone. A missing or wrong key raises; it never
hands out the ciphertext as if it were the secret.
"""

import base64
import hashlib
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

UNREADABLE = (
    "Ninguna clave de ENCRYPTION_KEY abre este secreto",
    "El secreto guardado fue alterado o no es legible.",
)


class DecryptionError(Exception):
    """No configured key opens a stored secret; stable code `clave_de_cifrado`."""

    code = "clave_de_cifrado"


def key_id(key: str) -> str:
    """Return the short public name of a key: what a stored value says it was made with."""
    return hashlib.sha256(b"liora-key-id:" + key.encode()).hexdigest()[:8]


def _fernet(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest()))


def encrypt(plain: str) -> str:
    newest = settings.ENCRYPTION_KEYS[0]
    return f"{key_id(newest)}${_fernet(newest).encrypt(plain.encode()).decode()}"


def decrypt(stored: str) -> str:
    """Return the secret; raise DecryptionError if its key is gone or the value was altered."""
    wanted, _, token = stored.partition("$")
    for key in settings.ENCRYPTION_KEYS:
        if key_id(key) == wanted:
            return _open(key, token)
    raise DecryptionError(f"{UNREADABLE[0]} (clave {wanted!r}).")


def _open(key: str, token: str) -> str:
    try:
        return _fernet(key).decrypt(token.encode()).decode()
    except InvalidToken:
        raise DecryptionError(UNREADABLE[1]) from None


class Secret:
    """A secret that prints as asterisks; `reveal()` is the only way to the text."""

    __slots__ = ("stored",)

    def __init__(self, stored: str) -> None:
        self.stored = stored

    @classmethod
    def hide(cls, plain: str) -> "Secret":
        return cls(encrypt(plain))

    def reveal(self) -> str:
        return decrypt(self.stored)

    def __repr__(self) -> str:
        return "***"

    def __bool__(self) -> bool:
        return bool(self.stored)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other.stored == self.stored

    def __hash__(self) -> int:
        return hash(self.stored)


class SecretAttribute(DeferredAttribute):
    """Hides a secret the moment it is assigned, so that no instance ever carries plain text."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = self.field.to_python(value)


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]  # generic only in the stubs
    """A text column that holds ciphertext and reads as `Secret`; only `isnull` can be searched."""

    descriptor_class = SecretAttribute

    def from_db_value(self, value: str | None, *_: Any) -> Secret | None:
        return None if value is None else Secret(value)

    def to_python(self, value: Any) -> Secret | None:
        return value if value is None or isinstance(value, Secret) else Secret.hide(str(value))

    def get_prep_value(self, value: Any) -> str | None:
        secret = self.to_python(value)
        return None if secret is None else secret.stored

    def value_to_string(self, obj: models.Model) -> str:
        return "***"

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError("Un campo cifrado no se puede buscar por su valor.")
        return super().get_lookup(lookup_name)
