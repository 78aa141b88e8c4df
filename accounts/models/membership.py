from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from liora.ops.ids import new_id
from liora.ops.timestamps import Created
from tenants.guard import TenantManager, TenantModel
from tenants.models import Cliente


class UserCliente(TenantModel, Created):
    """A person's membership in a business, with one role in it.

    `invitation` changes with each invitation, so that the link sent before it dies; it is no
    secret by itself, and empty once there is nothing to accept.
    """

    class Rol(models.TextChoices):
        OWNER = "owner", _("Dueño")
        ADMIN = "admin", _("Administrador")
        AGENTE = "agente", _("Agente")

    class Estado(models.TextChoices):
        INVITADO = "invitado", _("Invitado")
        ACTIVO = "activo", _("Activo")
        SUSPENDIDO = "suspendido", _("Suspendido")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="membresias",
        verbose_name=_("usuario"),
    )
    cliente = models.ForeignKey(
        Cliente, models.CASCADE, related_name="membresias", verbose_name=_("cliente")
    )
    rol = models.CharField(_("rol"), max_length=10, choices=Rol, default=Rol.AGENTE)
    estado = models.CharField(_("estado"), max_length=12, choices=Estado, default=Estado.ACTIVO)
    invited_at = models.DateTimeField(_("invitado"), null=True, blank=True)
    invitation = models.CharField(max_length=32, blank=True, default="", editable=False)

    objects = TenantManager()

    class Meta:
        db_table = "user_cliente"
        verbose_name = _("membresía")
        verbose_name_plural = _("membresías")
        constraints = [
            models.UniqueConstraint(fields=["usuario", "cliente"], name="user_cliente_unico")
        ]

    def __str__(self) -> str:
        return f"{self.usuario} · {self.cliente} ({self.rol})"
