from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenants.models.signing_secret import SigningSecret


class HookSecret(SigningSecret):
    """A secret with which Liora signs the webhooks of a Cliente; one without end at a time."""

    class Meta(SigningSecret.Meta):
        db_table = "hook_secret"
        verbose_name = _("secreto de webhooks")
        verbose_name_plural = _("secretos de webhooks")
        constraints = [
            models.UniqueConstraint(
                fields=["cliente"],
                condition=Q(expires_at__isnull=True),
                name="hook_secret_vigente",
            )
        ]
