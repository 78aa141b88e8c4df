from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenants.models.cliente import Cliente
from tenants.models.signing_secret import SigningSecret


class PublishSecret(SigningSecret):
    """A secret with which a Cliente signs the catalogs it publishes; one without end at a time."""

    cliente = models.ForeignKey(
        Cliente, models.CASCADE, related_name="publish_secrets", verbose_name=_("cliente")
    )

    class Meta(SigningSecret.Meta):
        db_table = "publish_secret"
        verbose_name = _("secreto de publicación")
        verbose_name_plural = _("secretos de publicación")
        constraints = [
            models.UniqueConstraint(
                fields=["cliente"],
                condition=Q(expires_at__isnull=True),
                name="publish_secret_vigente",
            )
        ]
