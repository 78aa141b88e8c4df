from django.db import models
from django.utils.translation import gettext_lazy as _

from liora.ops.ids import new_id
from liora.ops.timestamps import Created
from tenants.guard import TenantManager, TenantModel
from tenants.models import Cliente


class CatalogSnapshot(TenantModel, Created):
    """One numbered version of a catalog; once it is ready its items never change."""

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
    bytes_count = models.BigIntegerField(_("bytes"), db_default=0)
    rows_seen = models.PositiveIntegerField(_("filas leídas"), db_default=0)
    errors_count = models.PositiveIntegerField(_("filas con errores"), db_default=0)
    in_stock = models.PositiveIntegerField(_("productos con stock"), db_default=0)
    activate_when_ready = models.BooleanField(_("se activa al terminar"), db_default=True)
    held_json = models.JSONField(_("por qué está retenida"), default=list, blank=True)
    failure = models.CharField(_("por qué falló"), max_length=500, blank=True, default="")
    failure_code = models.CharField(_("código de la falla"), max_length=60, blank=True, default="")
    replaced_version = models.PositiveIntegerField(
        _("versión que reemplazó"), null=True, blank=True
    )
    """What was sold from before this one: where a rollback goes."""
    expired_at = models.DateTimeField(_("vencida"), null=True, blank=True)
    """Since when it is beyond what the plan keeps: unseen, its rows being removed."""

    objects = TenantManager()

    class Meta:
        db_table = "catalog_snapshot"
        verbose_name = _("versión del catálogo")
        verbose_name_plural = _("versiones del catálogo")
        constraints = [
            models.UniqueConstraint(fields=["cliente", "version"], name="catalog_snapshot_version"),
            models.UniqueConstraint(
                fields=["cliente"],
                condition=models.Q(estado="activo"),
                name="catalog_snapshot_one_active",
            ),
            models.UniqueConstraint(
                fields=["cliente"],
                condition=models.Q(estado__in=["recibido", "validando"]),
                name="catalog_snapshot_one_in_progress",
            ),
        ]
        indexes = [
            models.Index(
                fields=["expired_at"],
                name="catalog_snapshot_expired",
                condition=models.Q(expired_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"v{self.version}"
