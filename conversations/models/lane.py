from django.db import models
from django.utils.translation import gettext_lazy as _

from conversations.models.state import ConvoState
from liora.ops.lanes import Lane
from liora.ops.shares import share_index
from tenants.guard import TenantManager, TenantModel
from tenants.models import Cliente
from whatsapp.models import WabaAccount


class OutboundLane(TenantModel, Lane):
    """The queue of messages that wait to be sent in one conversation.

    Apart from the inbound lane, so that a customer is heard while Meta is slow to take the answer.
    `number` is set while the lane waits for a number to be freed.
    """

    convo = models.OneToOneField(
        ConvoState,
        models.CASCADE,
        related_name="outbound_lane",
        verbose_name=_("conversación"),
    )
    cliente = models.ForeignKey(
        Cliente, models.CASCADE, related_name="+", verbose_name=_("cliente")
    )
    number = models.ForeignKey(
        WabaAccount,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("número que espera"),
    )

    objects = TenantManager()
    lock_order = "convo_id"

    class Meta(Lane.Meta):
        db_table = "outbound_lane"
        indexes = [*Lane.Meta.indexes, share_index("outbound_lane_share")]
        verbose_name = _("fila de salida")
        verbose_name_plural = _("filas de salida")

    def __str__(self) -> str:
        return str(self.convo_id)
