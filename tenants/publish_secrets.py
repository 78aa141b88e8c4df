"""The secrets with which a Cliente signs what it publishes; shown once, kept encrypted."""

import secrets
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django_scopes import scope

from liora.ops.clock import DatabaseClock
from tenants.models import Cliente, PublishSecret

# What finds a leaked one in a repository or a log.
PREFIX = "lps_"
KEEP_OLD_FOR = timedelta(hours=24)


def new_secret(cliente: Cliente) -> str:
    """Return a new secret, never shown again; those before it stop working at once."""
    plain, _ended = rotate(cliente, timedelta(0))
    return plain


@transaction.atomic
def rotate(cliente: Cliente, keep_old_for: timedelta = KEEP_OLD_FOR) -> tuple[str, datetime]:
    """Return a new secret, never shown again, and until when the one before it still works.

    An older one that was to end sooner still does. The moment is the database's clock's.
    """
    plain = PREFIX + secrets.token_urlsafe(32)
    old_valid_until = DatabaseClock().now() + keep_old_for
    with scope(cliente=cliente):
        _wait_for_other_rotations(cliente)
        kept = PublishSecret.objects.filter(cliente=cliente)
        kept.filter(expires_at__lte=Now()).delete()
        kept.filter(Q(expires_at=None) | Q(expires_at__gt=old_valid_until)).update(
            expires_at=old_valid_until
        )
        PublishSecret.objects.create(cliente=cliente, secret=plain)
    return plain, old_valid_until


def valid_secrets(cliente: Cliente) -> list[str]:
    """Return the secrets that may sign now, newest first; none means that nothing may.

    Raises DecryptionError if ENCRYPTION_KEY lost the key of one.
    """
    with scope(cliente=cliente):
        rows = PublishSecret.objects.filter(cliente=cliente).filter(
            Q(expires_at=None) | Q(expires_at__gt=Now())
        )
        return [row.secret.reveal() for row in rows.order_by("-id")]


def _wait_for_other_rotations(cliente: Cliente) -> None:
    """Let two rotations of one Cliente follow each other; SQLite has one writer at a time."""
    if connection.features.has_select_for_update:
        list(Cliente.objects.select_for_update().filter(pk=cliente.pk).values("pk"))
