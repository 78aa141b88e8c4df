from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.files.currencies import ISO_4217
from liora.ops.ids import new_id
from liora.ops.timestamps import CreatedUpdated
from tenants.guard import TenantManager, TenantModel
from tenants.models import Cliente

SHARE = (MinValueValidator(0), MaxValueValidator(100))


def is_money(code: str) -> None:
    """Raise ValidationError for what is no code of ISO 4217."""
    if code not in ISO_4217:
        raise ValidationError(_("La moneda va con tres letras (ISO 4217), como ARS."))


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
        validators=[is_money],
    )

    objects = TenantManager()

    class Meta:
        db_table = "catalog_rules"
        verbose_name = _("reglas del catálogo")
        verbose_name_plural = _("reglas de los catálogos")

    def __str__(self) -> str:
        return str(self.cliente)
