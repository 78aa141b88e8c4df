from django.db import models
from django.utils.translation import gettext_lazy as _

from conversations.models.contact import Contact
from conversations.models.state import ConvoState
from liora.ops.ids import new_id
from liora.ops.timestamps import Created, CreatedUpdated
from tenants.guard import TenantManager, TenantModel
from tenants.models import Cliente
from whatsapp.models import InboundEvent


class Pedido(TenantModel, CreatedUpdated):
    """An order a customer placed in a chat, at the prices of one version of the catalog.

    One per event: a turn that is computed again makes no second order. `code` comes from the
    event, so that the very answer that confirms the order can tell it; it is short enough to be
    said aloud and therefore not unique for ever. `totals_json` holds one amount for each
    currency, as text: {"ARS": "85880.00"}.
    """

    class Estado(models.TextChoices):
        RECIBIDO = "recibido", _("Recibido")
        CONFIRMADO = "confirmado", _("Confirmado")
        PREPARADO = "preparado", _("Preparado")
        ENTREGADO = "entregado", _("Entregado")
        CANCELADO = "cancelado", _("Cancelado")

    class Source(models.TextChoices):
        CHAT = "chat", _("Carrito del chat")
        WHATSAPP = "whatsapp", _("Carrito de WhatsApp")

    NEXT = {
        Estado.RECIBIDO: (Estado.CONFIRMADO, Estado.CANCELADO),
        Estado.CONFIRMADO: (Estado.PREPARADO, Estado.ENTREGADO, Estado.CANCELADO),
        Estado.PREPARADO: (Estado.ENTREGADO, Estado.CANCELADO),
        Estado.ENTREGADO: (),
        Estado.CANCELADO: (),
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cliente = models.ForeignKey(
        Cliente, models.CASCADE, related_name="+", verbose_name=_("cliente")
    )
    convo = models.ForeignKey(
        ConvoState, models.CASCADE, related_name="pedidos", verbose_name=_("conversación")
    )
    contact = models.ForeignKey(
        Contact, models.CASCADE, related_name="pedidos", verbose_name=_("contacto")
    )
    event = models.OneToOneField(
        InboundEvent, models.SET_NULL, null=True, related_name="pedido", verbose_name=_("evento")
    )
    code = models.CharField(_("código"), max_length=12)
    source = models.CharField(_("origen"), max_length=8, choices=Source)
    estado = models.CharField(_("estado"), max_length=10, choices=Estado, default=Estado.RECIBIDO)
    catalog_version = models.PositiveIntegerField(_("versión del catálogo"))
    totals_json = models.JSONField(_("totales"), default=dict)
    customer_name = models.CharField(_("comprador"), max_length=200, blank=True)
    user_msisdn = models.CharField(_("dirección"), max_length=140)
    note = models.TextField(_("nota"), blank=True, max_length=2000)

    objects = TenantManager()

    class Meta:
        db_table = "pedido"
        verbose_name = _("pedido")
        verbose_name_plural = _("pedidos")
        indexes = [
            models.Index(fields=["cliente", "id"], name="pedido_pagina"),
            models.Index(fields=["cliente", "estado", "id"], name="pedido_estado"),
            models.Index(fields=["cliente", "code"], name="pedido_code"),
        ]

    def __str__(self) -> str:
        return self.code


class PedidoLinea(TenantModel, Created):
    """One product of an order. What was asked for and could not be sold is kept too.

    `quantity` units are promised at `price` each; `asked` is what the customer wanted. A line that
    is not `available` has a `quantity` of 0, and no `price` if the catalog does not know it.
    `seen_price` is what the customer saw when choosing, in `seen_currency`, if anything.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cliente = models.ForeignKey(
        Cliente, models.CASCADE, related_name="+", verbose_name=_("cliente")
    )
    pedido = models.ForeignKey(
        Pedido, models.CASCADE, related_name="lineas", verbose_name=_("pedido")
    )
    position = models.PositiveSmallIntegerField(_("orden"))
    sku = models.CharField(_("SKU"), max_length=100)
    title = models.CharField(_("título"), max_length=500)
    quantity = models.PositiveIntegerField(_("cantidad"))
    asked = models.PositiveIntegerField(_("pidió"))
    price = models.DecimalField(_("precio"), max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(_("moneda"), max_length=3, blank=True)
    seen_price = models.DecimalField(_("precio visto"), max_digits=14, decimal_places=2, null=True)
    seen_currency = models.CharField(_("moneda vista"), max_length=3, blank=True)
    available = models.BooleanField(_("disponible"))

    objects = TenantManager()

    class Meta:
        db_table = "pedido_linea"
        verbose_name = _("línea de pedido")
        verbose_name_plural = _("líneas de pedido")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["pedido", "position"], name="pedido_linea_position")
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.title}"
