from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conversations.models.log import ConversationLog
from liora.ops.ids import new_id
from liora.ops.timestamps import Created
from tenants.guard import TenantManager, TenantModel
from tenants.models import Cliente


class ShortLink(TenantModel, Created):
    """One link in one message: `/l/{code}`, and where it leads.

    A row without `destination` is in stock: Bitly shortened it ahead of time as `bitly`, and no
    message has it yet.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cliente = models.ForeignKey(
        Cliente, models.CASCADE, related_name="+", verbose_name=_("cliente")
    )
    code = models.CharField(_("código"), max_length=32, unique=True)
    destination = models.TextField(_("destino"), blank=True)
    bitly = models.CharField(_("enlace de Bitly"), max_length=200, blank=True)
    intent = models.CharField(_("intención"), max_length=60, blank=True)
    skill = models.CharField(_("habilidad"), max_length=30, blank=True)
    sku = models.CharField(_("SKU"), max_length=100, blank=True)
    catalog_version = models.PositiveIntegerField(_("versión del catálogo"), null=True)
    log = models.ForeignKey(
        ConversationLog,
        models.SET_NULL,
        null=True,
        related_name="links",
        verbose_name=_("mensaje"),
    )

    objects = TenantManager()

    class Meta:
        db_table = "short_link"
        verbose_name = _("enlace corto")
        verbose_name_plural = _("enlaces cortos")
        indexes = [
            models.Index(fields=["cliente", "created_at"], name="short_link_cliente"),
            models.Index(fields=["cliente", "id"], name="short_link_pagina"),
            models.Index(
                fields=["cliente", "id"], name="short_link_stock", condition=Q(destination="")
            ),
        ]

    def __str__(self) -> str:
        return self.code


class LinkClick(TenantModel, Created):
    """One time that a link was opened, and by whom as far as it can be told.

    `visitor` is a keyed hash of the address, which itself is not kept. Only `humano` counts.
    """

    class Kind(models.TextChoices):
        HUMANO = "humano", _("Persona")
        PREVIA = "previa", _("Vista previa")
        BOT = "bot", _("Programa")
        REPETIDO = "repetido", _("Repetido")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cliente = models.ForeignKey(
        Cliente, models.CASCADE, related_name="+", verbose_name=_("cliente")
    )
    link = models.ForeignKey(
        ShortLink, models.CASCADE, related_name="clicks", verbose_name=_("enlace")
    )
    kind = models.CharField(_("quién"), max_length=8, choices=Kind)
    user_agent = models.CharField(_("navegador"), max_length=200, blank=True)
    visitor = models.CharField(_("visitante"), max_length=32)

    objects = TenantManager()

    class Meta:
        db_table = "link_click"
        verbose_name = _("clic")
        verbose_name_plural = _("clics")
        indexes = [
            models.Index(fields=["link", "kind", "visitor"], name="link_click_link"),
            models.Index(fields=["cliente", "created_at"], name="link_click_cliente"),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
