from django.db import models
from django.utils.translation import gettext_lazy as _

from liora.ops.ids import new_id
from tenants.guard import TenantManager, TenantModel
from tenants.models.cliente import Cliente


class Usage(TenantModel):
    """How much of one meter a Cliente has used in the period that began at `period_start`.

    A row is kept for each Cliente and meter; a new period takes over the row of the one before.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cliente = models.ForeignKey(
        Cliente, models.CASCADE, related_name="usage", verbose_name=_("cliente")
    )
    meter = models.CharField(_("qué se cuenta"), max_length=30)
    period_start = models.DateTimeField(_("desde"))
    used = models.BigIntegerField(_("usado"), default=0)

    objects = TenantManager()

    class Meta:
        db_table = "usage"
        verbose_name = _("consumo")
        verbose_name_plural = _("consumos")
        constraints = [models.UniqueConstraint(fields=["cliente", "meter"], name="usage_unico")]

    def __str__(self) -> str:
        return f"{self.meter}: {self.used}"
