from django.db import models
from django.utils.translation import gettext_lazy as _


class RateCounter(models.Model):
    """How often something happened, until `expires_at`; written by `liora.ops.counter_cache` only.

    The key is a digest of who and what, so there is nothing here for a person to read.
    """

    key = models.CharField(_("clave"), max_length=200, primary_key=True)
    value = models.BigIntegerField(_("cuenta"))
    expires_at = models.DateTimeField(_("vence"))

    class Meta:
        db_table = "rate_counter"
        verbose_name = _("contador")
        verbose_name_plural = _("contadores")
        indexes = [models.Index(fields=["expires_at"], name="rate_counter_vencido")]

    def __str__(self) -> str:
        return self.key


class Pace(models.Model):
    """How fast something may go that all workers do together; written by `liora.ops.pace` only.

    `next_at` is when the next one is due at a steady pace, in seconds since 1970. In PostgreSQL the
    table is unlogged: after a crash everybody starts rested.
    """

    id = models.UUIDField(primary_key=True)
    next_at = models.FloatField(_("el próximo"))
    every_s = models.FloatField(_("cada (s)"))
    burst = models.IntegerField(_("de una vez"))
    granted = models.IntegerField(_("otorgados"))

    class Meta:
        db_table = "pace"
        verbose_name = _("ritmo")
        verbose_name_plural = _("ritmos")

    def __str__(self) -> str:
        return str(self.id)
