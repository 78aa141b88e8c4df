from django.db import models
from django.utils.translation import gettext_lazy as _

from liora.ops.ids import new_id
from liora.ops.timestamps import Created
from tenants.guard import TenantManager, TenantModel
from tenants.models import Cliente


class CatalogSnapshot(TenantModel, Created):
    """One numbered version of a catalog; once `listo` its items never change."""

    class Estado(models.TextChoices):
        RECIBIDO = "recibido", _("Recibido")
        VALIDANDO = "validando", _("Validando")
        LISTO = "listo", _("Listo")
        RETENIDO = "retenido", _("Retenido")
        ACTIVO = "activo", _("Activo")
        FALLIDO = "fallido", _("Fallido")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cliente = models.ForeignKey(
        Cliente, models.CASCADE, related_name="snapshots", verbose_name=_("cliente")
    )
    version = models.PositiveIntegerField(_("versión"))
    checksum = models.CharField(_("suma SHA-256"), max_length=64)
    rows_count = models.PositiveIntegerField(_("filas"), default=0)
    source = models.CharField(_("origen"), max_length=120)
    estado = models.CharField(_("estado"), max_length=10, choices=Estado, default=Estado.RECIBIDO)

    objects = TenantManager()

    class Meta:
        db_table = "catalog_snapshot"
        verbose_name = _("versión del catálogo")
        verbose_name_plural = _("versiones del catálogo")
        constraints = [
            models.UniqueConstraint(fields=["cliente", "version"], name="catalog_snapshot_version")
        ]

    def __str__(self) -> str:
        return f"v{self.version}"
