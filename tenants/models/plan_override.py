from django.db import models
from django.utils.translation import gettext_lazy as _

from liora.ops.ids import new_id
from liora.ops.timestamps import CreatedUpdated
from tenants.guard import TenantManager, TenantModel
from tenants.models.cliente import Cliente


class PlanOverride(TenantModel, CreatedUpdated):
    """A limit that an operator has agreed with one Cliente, in place of its plan's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cliente = models.ForeignKey(
        Cliente, models.CASCADE, related_name="plan_overrides", verbose_name=_("cliente")
    )
    meter = models.CharField(_("límite"), max_length=30)
    value = models.PositiveBigIntegerField(
        _("valor"), null=True, blank=True, help_text=_("Vacío: sin límite.")
    )

    objects = TenantManager()

    class Meta:
        db_table = "plan_override"
        verbose_name = _("límite acordado")
        verbose_name_plural = _("límites acordados")
        constraints = [
            models.UniqueConstraint(fields=["cliente", "meter"], name="plan_override_unico")
        ]

    def __str__(self) -> str:
        return f"{self.meter}: {'∞' if self.value is None else self.value}"
