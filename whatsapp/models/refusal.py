from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from liora.ops.ids import new_id


class WebhookRefusal(models.Model):
    """Webhook posts refused for their signature: one row per address, reason and day.

    No body is kept. Rows of a day are bounded (see webhook/refusals.py): whoever posts rubbish
    raises a counter and cannot fill the disk.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    day = models.DateField(_("día"))
    address = models.CharField(_("dirección"), max_length=45)
    reason = models.CharField(_("motivo"), max_length=30)
    count = models.BigIntegerField(_("veces"), db_default=1)
    largest_bytes = models.BigIntegerField(_("mayor tamaño (bytes)"), db_default=0)
    first_at = models.DateTimeField(_("primera vez"), db_default=Now())
    last_at = models.DateTimeField(_("última vez"), db_default=Now())

    class Meta:
        db_table = "webhook_refusal"
        verbose_name = _("webhook rechazado")
        verbose_name_plural = _("webhooks rechazados")
        constraints = [
            models.UniqueConstraint(fields=["day", "address", "reason"], name="refusal_por_dia")
        ]

    def __str__(self) -> str:
        return f"{self.address} · {self.reason}"
