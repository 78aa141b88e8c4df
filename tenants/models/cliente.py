from django.db import models
from django.utils.translation import gettext_lazy as _

from liora.ops.ids import new_id
from liora.ops.timestamps import CreatedUpdated
from tenants.link_hosts import valid_link_hosts


class Cliente(CreatedUpdated):
    """A business that pays for Liora: the tenant every other row belongs to."""

    class Plan(models.TextChoices):
        FREE = "free", _("Free")
        BASIC = "basic", _("Basic")
        PRO = "pro", _("Pro")

    class Estado(models.TextChoices):
        ACTIVO = "activo", _("Activo")
        SUSPENDIDO = "suspendido", _("Suspendido")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(_("identificador"), max_length=60, unique=True)
    name = models.CharField(_("nombre"), max_length=120)
    plan = models.CharField(_("plan"), max_length=10, choices=Plan, default=Plan.FREE)
    estado = models.CharField(_("estado"), max_length=12, choices=Estado, default=Estado.ACTIVO)
    link_hosts = models.JSONField(
        _("sitios de sus enlaces"),
        default=list,
        blank=True,
        validators=[valid_link_hosts],
        help_text=_(
            "A qué sitios pueden llevar los enlaces de sus mensajes. Vacío: a los que nombra su "
            "catálogo."
        ),
    )

    class Meta:
        db_table = "cliente"
        verbose_name = _("cliente")
        verbose_name_plural = _("clientes")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
