from django.db import models
from django.utils.translation import gettext_lazy as _

from liora.ops.ids import new_id
from liora.ops.timestamps import Created
from tenants.guard import TenantManager, TenantModel
from tenants.models import Cliente


class ConsentEntry(TenantModel, Created):
    """One decision of a person about being written to. The database refuses to change or remove it.

    Contact, conversation, event and usuario are plain ids and no foreign keys: the proof outlives
    them, and a contact that is merged into another is found again by `user_msisdn`. `words` are
    the exact ones that were taken for the decision, or the note of whoever recorded it. `said_at`
    is when it was said: by Meta's clock where Meta tells.
    """

    class Kind(models.TextChoices):
        TODO = "todo", _("Todos los mensajes")
        PUBLICIDAD = "publicidad", _("Solo la publicidad")

    class Decision(models.TextChoices):
        BAJA = "baja", _("No quiere recibir")
        ALTA = "alta", _("Quiere recibir")

    class Source(models.TextChoices):
        CHAT = "chat", _("Lo escribió en el chat")
        META = "meta", _("Lo avisó WhatsApp")
        OPERADOR = "operador", _("Lo anotó un operador")
        API = "api", _("Lo anotó el negocio")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cliente = models.ForeignKey(
        Cliente, models.PROTECT, related_name="+", verbose_name=_("cliente")
    )
    contact_id = models.UUIDField(_("contacto"))
    convo_id = models.UUIDField(_("conversación"))
    user_msisdn = models.CharField(_("dirección"), max_length=140)
    kind = models.CharField(_("sobre qué"), max_length=10, choices=Kind)
    decision = models.CharField(_("decisión"), max_length=4, choices=Decision)
    source = models.CharField(_("de dónde viene"), max_length=8, choices=Source)
    event_id = models.UUIDField(_("evento"), null=True, blank=True)
    wamid = models.CharField(_("identificador de Meta"), max_length=256, blank=True)
    words = models.TextField(_("palabras"), max_length=1000, blank=True)
    usuario_id = models.UUIDField(_("quién lo anotó"), null=True, blank=True)
    said_at = models.DateTimeField(_("cuándo lo dijo"))

    objects = TenantManager()

    class Meta:
        db_table = "consent_entry"
        verbose_name = _("consentimiento")
        verbose_name_plural = _("consentimientos")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["cliente", "contact_id", "id"], name="consent_contacto"),
            models.Index(fields=["cliente", "user_msisdn", "id"], name="consent_direccion"),
            models.Index(fields=["cliente", "id"], name="consent_pagina"),
        ]

    def __str__(self) -> str:
        return f"{self.get_decision_display()}: {self.get_kind_display()}"
