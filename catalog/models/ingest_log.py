from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models.snapshot import CatalogSnapshot
from liora.ops.ids import new_id
from liora.ops.timestamps import Created
from tenants.guard import TenantManager, TenantModel
from tenants.models import Cliente


class IngestLog(TenantModel, Created):
    """What reading one pushed catalog found: row errors, differences from before, figures."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cliente = models.ForeignKey(
        Cliente, models.CASCADE, related_name="+", verbose_name=_("cliente")
    )
    snapshot = models.ForeignKey(
        CatalogSnapshot, models.CASCADE, related_name="logs", verbose_name=_("versión")
    )
    errors_json = models.JSONField(_("errores"), default=list)
    divergences_json = models.JSONField(_("diferencias"), default=dict)
    metrics_json = models.JSONField(_("cifras"), default=dict)

    objects = TenantManager()

    class Meta:
        db_table = "ingest_log"
        verbose_name = _("ingesta de catálogo")
        verbose_name_plural = _("ingestas de catálogo")
        indexes = [models.Index(fields=["cliente", "created_at"], name="ingest_log_cliente")]

    def __str__(self) -> str:
        return str(self.snapshot)
