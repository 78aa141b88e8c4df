from django.db import models
from django.utils.translation import gettext_lazy as _

from liora.ops.ids import new_id
from liora.ops.timestamps import Created
from tenants.audit_events import EVENTS
from tenants.guard import TenantManager, TenantModel
from tenants.models.cliente import Cliente


class AuditEntry(TenantModel, Created):
    """Who did what, when and from where. The database refuses to change or remove a row.

    The person is a plain id and no foreign key: what somebody did outlives their account. A
    Cliente with entries cannot be deleted for the same reason.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    event = models.CharField(_("hecho"), max_length=60)
    cliente = models.ForeignKey(
        Cliente,
        models.PROTECT,
        related_name="audit_entries",
        verbose_name=_("cliente"),
        null=True,
        blank=True,
    )
    usuario_id = models.UUIDField(_("quién"), null=True, blank=True)
    address = models.CharField(_("dirección"), max_length=45, blank=True)
    request_id = models.CharField(_("pedido"), max_length=64, blank=True)
    target = models.CharField(_("sobre qué"), max_length=200, blank=True)
    before = models.JSONField(_("antes"), null=True, blank=True)
    after = models.JSONField(_("después"), null=True, blank=True)

    objects = TenantManager()

    class Meta:
        db_table = "audit_entry"
        verbose_name = _("hecho auditado")
        verbose_name_plural = _("auditoría")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["cliente", "id"], name="audit_pagina"),
            models.Index(fields=["event", "created_at"], name="audit_hecho_fecha"),
            models.Index(fields=["usuario_id", "created_at"], name="audit_quien_fecha"),
            models.Index(fields=["created_at"], name="audit_fecha"),
        ]

    def __str__(self) -> str:
        return str(EVENTS.get(self.event, self.event))
