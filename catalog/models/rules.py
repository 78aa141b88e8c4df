from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from liora.ops.ids import new_id
from liora.ops.timestamps import CreatedUpdated
from tenants.guard import TenantManager, TenantModel
from tenants.models import Cliente

SHARE = (MinValueValidator(0), MaxValueValidator(100))
PRICE_MOVE = (MinValueValidator(0), MaxValueValidator(10_000))


class CatalogRules(TenantModel, CreatedUpdated):
    """What a Cliente's catalog may do without a person looking; null lets anything pass.

    All of them are percentages against the version in force.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cliente = models.OneToOneField(
        Cliente, models.CASCADE, related_name="catalog_rules", verbose_name=_("cliente")
    )
    most_removed_pct = models.PositiveSmallIntegerField(
        _("% de productos que pueden faltar"), default=30, null=True, blank=True, validators=SHARE
    )
    most_price_move_pct = models.PositiveSmallIntegerField(
        _("% que puede moverse un precio"), default=60, null=True, blank=True, validators=PRICE_MOVE
    )
    most_emptied_pct = models.PositiveSmallIntegerField(
        _("% de productos que pueden quedar sin stock"),
        default=80,
        null=True,
        blank=True,
        validators=SHARE,
    )
    currency = models.CharField(
        _("moneda de las filas que no traen"),
        max_length=3,
        default="ARS",
        validators=[RegexValidator(r"\A[A-Z]{3}\Z")],
    )

    objects = TenantManager()

    class Meta:
        db_table = "catalog_rules"
        verbose_name = _("reglas del catálogo")
        verbose_name_plural = _("reglas de los catálogos")

    def __str__(self) -> str:
        return str(self.cliente)
