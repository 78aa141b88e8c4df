from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from liora.ops.ids import new_id
from liora.ops.timestamps import CreatedUpdated
from tenants.guard import TenantManager, TenantModel
from tenants.models import Cliente


class CatalogReservation(TenantModel, CreatedUpdated):
    """How many units of one product of one version are promised to orders.

    `stock` is what the version says there is. A version never changes, so the copy never ages,
    and the database itself refuses to promise more than there is.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cliente = models.ForeignKey(
        Cliente, models.CASCADE, related_name="+", verbose_name=_("cliente")
    )
    version = models.PositiveIntegerField(_("versión"))
    sku = models.CharField(_("SKU"), max_length=100)
    stock = models.IntegerField(_("stock"))
    reserved = models.IntegerField(_("reservado"), default=0)

    objects = TenantManager()

    class Meta:
        db_table = "catalog_reservation"
        verbose_name = _("reserva de stock")
        verbose_name_plural = _("reservas de stock")
        constraints = [
            models.UniqueConstraint(
                fields=["cliente", "version", "sku"], name="catalog_reservation_sku"
            ),
            models.CheckConstraint(
                condition=Q(reserved__gte=0, reserved__lte=F("stock")),
                name="catalog_reservation_no_oversell",
            ),
        ]

    def __str__(self) -> str:
        return f"v{self.version} · {self.sku}"
