from django.db import models
from django.utils.translation import gettext_lazy as _

from liora.ops.ids import new_id
from liora.ops.timestamps import Created
from tenants.guard import TenantManager, TenantModel
from tenants.models import Cliente


class MessageTemplate(TenantModel, Created):
    """A template of a WhatsApp account, as Meta last told of it.

    Meta keeps templates per account (`waba_id`), so two Clientes that share one have a row each.
    Each kind of fact has the time (Meta's) of the news it is from: older news never undo newer.
    `status` and `category` are Meta's own words; one without `components` was only heard of.
    """

    MARKETING = "MARKETING"
    """The category that whoever wants no advertising does not get."""

    class Status(models.TextChoices):
        """Meta's, and BORRADA: Graph no longer lists it. Only APROBADA may be sent."""

        APROBADA = "APPROVED", _("Aprobada")
        PENDIENTE = "PENDING", _("En revisión")
        APELADA = "IN_APPEAL", _("En apelación")
        RECHAZADA = "REJECTED", _("Rechazada")
        PAUSADA = "PAUSED", _("En pausa por baja calidad")
        DESHABILITADA = "DISABLED", _("Deshabilitada por Meta")
        POR_BORRAR = "PENDING_DELETION", _("Por borrarse")
        EXCEDIDA = "LIMIT_EXCEEDED", _("Límite superado")
        ARCHIVADA = "ARCHIVED", _("Archivada")
        BORRADA = "borrada", _("Borrada")

    class Format(models.TextChoices):
        """How the text names its parameters."""

        POSITIONAL = "POSITIONAL", _("Por número")
        NAMED = "NAMED", _("Por nombre")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cliente = models.ForeignKey(
        Cliente, models.CASCADE, related_name="+", verbose_name=_("cliente")
    )
    waba_id = models.CharField(_("cuenta de WhatsApp"), max_length=40)
    name = models.CharField(_("nombre"), max_length=512)
    language = models.CharField(_("idioma"), max_length=20)
    meta_id = models.CharField(_("identificador de Meta"), max_length=40, blank=True)
    category = models.CharField(_("categoría"), max_length=30, blank=True)
    status = models.CharField(_("estado"), max_length=30, choices=Status, default=Status.PENDIENTE)
    rejected_reason = models.CharField(_("motivo del rechazo"), max_length=500, blank=True)
    quality = models.CharField(_("calidad"), max_length=20, blank=True)
    parameter_format = models.CharField(
        _("parámetros"), max_length=10, choices=Format, default=Format.POSITIONAL
    )
    components = models.JSONField(_("partes"), default=list, blank=True)
    status_at = models.DateTimeField(_("estado desde"), null=True)
    quality_at = models.DateTimeField(_("calidad desde"), null=True)
    category_at = models.DateTimeField(_("categoría desde"), null=True)
    components_at = models.DateTimeField(_("partes desde"), null=True)
    synced_at = models.DateTimeField(_("sincronizada"), null=True)

    objects = TenantManager()

    class Meta:
        db_table = "message_template"
        verbose_name = _("plantilla")
        verbose_name_plural = _("plantillas")
        constraints = [
            models.UniqueConstraint(
                fields=["cliente", "waba_id", "name", "language"], name="message_template_unica"
            )
        ]

    @property
    def may_be_sent(self) -> bool:
        return self.status == self.Status.APROBADA and bool(self.components)

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"
