from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from liora.ops.encryption import EncryptedTextField
from liora.ops.ids import new_id
from liora.ops.timestamps import CreatedUpdated


class SecondFactor(CreatedUpdated):
    """An operator's authenticator: the seed of its codes (RFC 6238), and the codes for its loss.

    It proves nothing until it is confirmed, by a code that only a program holding the seed could
    know. `last_step` is the time step of the last code taken: that code and older ones are spent.
    `recovery_hashes` holds digests of the recovery codes not used yet.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="segundos_factores",
        verbose_name=_("usuario"),
    )
    seed = EncryptedTextField(_("semilla"))
    confirmed_at = models.DateTimeField(_("confirmado"), null=True)
    last_step = models.BigIntegerField(_("último código usado"), default=0)
    recovery_hashes = models.JSONField(_("códigos de recuperación"), default=list)

    class Meta:
        db_table = "second_factor"
        verbose_name = _("segundo factor")
        verbose_name_plural = _("segundos factores")
        constraints = [
            models.UniqueConstraint(
                fields=["usuario"],
                name="second_factor_uno",
                condition=models.Q(confirmed_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.usuario)
