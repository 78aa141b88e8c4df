from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models.snapshot import CatalogSnapshot
from liora.ops.ids import new_id
from tenants.guard import TenantManager, TenantModel
from tenants.models import Cliente


class CatalogItem(TenantModel):
    """One product of one version. `words` is its searchable text: no accents, lower case."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cliente = models.ForeignKey(
        Cliente, models.CASCADE, related_name="+", verbose_name=_("cliente")
    )
    snapshot = models.ForeignKey(
        CatalogSnapshot, models.CASCADE, related_name="items", verbose_name=_("versión")
    )
    sku = models.CharField(_("SKU"), max_length=100)
    title = models.CharField(_("título"), max_length=500)
    description = models.TextField(_("descripción"), blank=True)
    price = models.DecimalField(_("precio"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("moneda"), max_length=3)
    stock = models.IntegerField(_("stock"), default=0)
    url = models.TextField(_("enlace"), blank=True)
    image_url = models.TextField(_("imagen"), blank=True)
    category = models.CharField(_("categoría"), max_length=200, blank=True)
    brand = models.CharField(_("marca"), max_length=200, blank=True)
    attributes_json = models.JSONField(_("otros datos"), default=dict, blank=True)
    words = models.TextField(editable=False, blank=True)

    objects = TenantManager()

    class Meta:
        db_table = "catalog_item"
        verbose_name = _("producto")
        verbose_name_plural = _("productos")
        constraints = [models.UniqueConstraint(fields=["snapshot", "sku"], name="catalog_item_sku")]
        indexes = [
            models.Index(fields=["snapshot", "category", "title"], name="catalog_item_category")
        ]

    def __str__(self) -> str:
        return f"{self.sku} · {self.title}"
