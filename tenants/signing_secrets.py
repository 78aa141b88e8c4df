"""Secrets of a Cliente that sign, for publishing and for webhooks alike; shown once, encrypted."""

import secrets
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django_scopes import scope

from liora.ops.clock import DatabaseClock
from tenants.models import Cliente
from tenants.models.signing_secret import SigningSecret

KEEP_OLD_FOR = timedelta(hours=24)


@transaction.atomic
def rotate_secret(
    kind: type[SigningSecret], cliente: Cliente, *, prefix: str, keep_old_for: timedelta
) -> tuple[str, datetime]:
    """Return a new secret, never shown again, and until when the one before it still works.

    An older one that was to end sooner still does. The moment is the database's clock's. `prefix`
    is what finds a leaked one in a repository or a log.
    """
    plain = prefix + secrets.token_urlsafe(32)
    old_valid_until = DatabaseClock().now() + keep_old_for
    with scope(cliente=cliente):
        _wait_for_other_rotations(cliente)
        kept = kind._default_manager.filter(cliente=cliente)
        kept.filter(expires_at__lte=Now()).delete()
        kept.filter(Q(expires_at=None) | Q(expires_at__gt=old_valid_until)).update(
            expires_at=old_valid_until
        )
        kind._default_manager.create(cliente=cliente, secret=plain)
    return plain, old_valid_until


def secrets_in_force(kind: type[SigningSecret], cliente: Cliente) -> list[str]:
    """Return the secrets that may sign now, newest first; none means that nothing may.

    Raises DecryptionError if ENCRYPTION_KEY lost the key of one.
    """
    with scope(cliente=cliente):
        rows = kind._default_manager.filter(cliente=cliente).filter(
            Q(expires_at=None) | Q(expires_at__gt=Now())
        )
        return [row.secret.reveal() for row in rows.order_by("-id")]


def _wait_for_other_rotations(cliente: Cliente) -> None:
    """Let two rotations of one Cliente follow each other; SQLite has one writer at a time."""
    if connection.features.has_select_for_update:
        list(Cliente.objects.select_for_update().filter(pk=cliente.pk).values("pk"))
