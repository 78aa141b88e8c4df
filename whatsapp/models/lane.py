from django.db import models
from django.utils.translation import gettext_lazy as _

from liora.ops.lanes import Lane
from liora.ops.shares import share_index
from tenants.guard import TenantManager, TenantModel
from tenants.models import Cliente


class InboundLane(TenantModel, Lane):
    """One customer's queue at one Cliente: its events are handled one after another.

    Lanes live on the wire's side because the webhook wakes them and may not know conversations.
    """

    cliente = models.ForeignKey(
        Cliente, models.CASCADE, related_name="+", verbose_name=_("cliente")
    )
    address = models.CharField(_("remitente"), max_length=140)

    objects = TenantManager()
    lock_order = "cliente_id, address"

    class Meta(Lane.Meta):
        db_table = "inbound_lane"
        indexes = [*Lane.Meta.indexes, share_index("inbound_lane_share")]
        verbose_name = _("fila de entrada")
        verbose_name_plural = _("filas de entrada")
        constraints = [
            models.UniqueConstraint(fields=["cliente", "address"], name="inbound_lane_unica")
        ]

    def __str__(self) -> str:
        return self.address
