"""The secrets with which Liora signs the webhooks of a Cliente; shown once, kept encrypted."""

from datetime import datetime, timedelta

from tenants.models import Cliente, HookSecret
from tenants.signing_secrets import KEEP_OLD_FOR, rotate_secret, secrets_in_force

PREFIX = "lhs_"


def rotate(cliente: Cliente, keep_old_for: timedelta = KEEP_OLD_FOR) -> tuple[str, datetime]:
    """Return a new secret, never shown again, and until when webhooks carry the old signature."""
    return rotate_secret(HookSecret, cliente, prefix=PREFIX, keep_old_for=keep_old_for)


def signing_secrets(cliente: Cliente) -> list[str]:
    """Return the secrets to sign with, newest first; none means that nothing is sent.

    Raises DecryptionError if ENCRYPTION_KEY lost the key of one.
    """
    return secrets_in_force(HookSecret, cliente)
