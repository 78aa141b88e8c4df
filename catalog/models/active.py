from django.db import models
from django.utils.translation import gettext_lazy as _

from liora.ops.ids import new_id
from liora.ops.timestamps import Created
from tenants.guard import TenantManager, TenantModel
from tenants.models import Cliente


class CatalogActive(TenantModel, Created):
    """The version a Cliente sells from now: the one row that a publish or a rollback moves."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cliente = models.OneToOneField(
        Cliente,
        models.CASCADE,
        related_name="catalog_active",
        verbose_name=_("cliente"),
    )
    version = models.PositiveIntegerField(_("versión"))
    rows_count = models.PositiveIntegerField(_("filas"))
    stock_pct = models.DecimalField(_("% con stock"), max_digits=5, decimal_places=2)

    objects = TenantManager()

    class Meta:
        db_table = "catalog_active"
        verbose_name = _("catálogo activo")
        verbose_name_plural = _("catálogos activos")

    def __str__(self) -> str:
        return f"v{self.version}"
