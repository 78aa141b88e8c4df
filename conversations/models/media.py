from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conversations.models.log import ConversationLog
from liora.ops.ids import new_id
from liora.ops.timestamps import Created
from tenants.guard import TenantManager, TenantModel
from tenants.models import Cliente
from whatsapp.models import WabaAccount


class MediaFile(TenantModel, Created):
    """A file that somebody sent with a message; the bytes lie on the disk under the row's id.

    `sha256` is what the webhook promised, in hex, "" where it was none. `mime` and `size` (bytes)
    are of what was really fetched. `not_before` is when it may be tried next, and the lease of
    whoever is fetching it: a worker that dies is missed when it ends.
    """

    class Kind(models.TextChoices):
        IMAGE = "image", _("Foto")
        AUDIO = "audio", _("Audio")
        VIDEO = "video", _("Video")
        DOCUMENT = "document", _("Documento")
        STICKER = "sticker", _("Sticker")

    class Estado(models.TextChoices):
        ESPERANDO = "esperando", _("Todavía no se bajó")
        GUARDADO = "guardado", _("Guardado")
        FALLIDO = "fallido", _("No se pudo bajar")

    class Failure(models.TextChoices):
        """Why it is not there, also while it is still tried."""

        NINGUNO = "", _("Ninguno")
        VENCIDO = "media_vencida", _("Pasaron los siete días en que WhatsApp lo guarda.")
        NO_EXISTE = "media_no_existe", _("WhatsApp ya no lo tiene.")
        ALTERADO = "media_alterada", _("Lo que llegó no es lo que WhatsApp anunció.")
        GRANDE = "media_demasiado_grande", _("Pesa más de lo que WhatsApp permite.")
        TIPO = "media_tipo", _("No es un archivo del tipo que dice ser.")
        DIRECCION = "media_direccion", _("La dirección para bajarlo no es de WhatsApp.")
        SIN_NUMERO = "media_sin_numero", _("El número que lo recibió ya no está conectado.")
        SIN_RESPUESTA = "media_sin_respuesta", _("WhatsApp no lo entregó; se vuelve a intentar.")
        RECHAZADO = "media_rechazada", _("WhatsApp rechaza la cuenta; se vuelve a intentar.")
        DISCO = "media_disco", _("No hubo lugar en el disco; se vuelve a intentar.")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cliente = models.ForeignKey(
        Cliente, models.CASCADE, related_name="+", verbose_name=_("cliente")
    )
    log = models.OneToOneField(
        ConversationLog, models.CASCADE, related_name="media", verbose_name=_("mensaje")
    )
    waba_account = models.ForeignKey(
        WabaAccount, models.SET_NULL, null=True, related_name="+", verbose_name=_("número")
    )
    kind = models.CharField(_("clase"), max_length=10, choices=Kind)
    media_id = models.CharField(_("identificador de Meta"), max_length=64)
    declared_mime = models.CharField(_("tipo anunciado"), max_length=100, blank=True)
    sha256 = models.CharField(_("huella anunciada"), max_length=64, blank=True)
    name = models.CharField(_("nombre del archivo"), max_length=255, blank=True)
    estado = models.CharField(_("estado"), max_length=9, choices=Estado, default=Estado.ESPERANDO)
    failure = models.CharField(
        _("qué falló"), max_length=30, choices=Failure, default=Failure.NINGUNO, blank=True
    )
    attempts = models.SmallIntegerField(_("intentos"), default=0)
    not_before = models.DateTimeField(_("no antes de"))
    mime = models.CharField(_("tipo"), max_length=100, blank=True)
    size = models.BigIntegerField(_("tamaño (bytes)"), null=True)
    fetched_at = models.DateTimeField(_("bajado"), null=True)

    objects = TenantManager()

    class Meta:
        db_table = "media_file"
        verbose_name = _("archivo recibido")
        verbose_name_plural = _("archivos recibidos")
        indexes = [
            models.Index(fields=["cliente", "id"], name="media_file_pagina"),
            models.Index(
                fields=["not_before"],
                name="media_file_esperando",
                condition=Q(estado="esperando"),
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.get_kind_display()} {self.media_id}"
