"""The secrets with which a Cliente signs what it publishes; shown once, kept encrypted."""

from datetime import datetime, timedelta

from tenants.models import Cliente, PublishSecret
from tenants.signing_secrets import KEEP_OLD_FOR, rotate_secret, secrets_in_force

PREFIX = "lps_"


def new_secret(cliente: Cliente) -> str:
    """Return a new secret, never shown again; those before it stop working at once."""
    plain, _ended = rotate(cliente, timedelta(0))
    return plain


def rotate(cliente: Cliente, keep_old_for: timedelta = KEEP_OLD_FOR) -> tuple[str, datetime]:
    """Return a new secret, and until when the one before it works: see `rotate_secret`."""
    return rotate_secret(PublishSecret, cliente, prefix=PREFIX, keep_old_for=keep_old_for)


def valid_secrets(cliente: Cliente) -> list[str]:
    """Return the secrets that may sign now, newest first; none means that nothing may.

    Raises DecryptionError if ENCRYPTION_KEY lost the key of one.
    """
    return secrets_in_force(PublishSecret, cliente)
