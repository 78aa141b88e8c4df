from typing import Any, ClassVar

from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    PermissionsMixin,
)
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from liora.ops.ids import new_id
from liora.ops.timestamps import Created

# Django's own rule refuses `owner@demo`; an address without a dot is valid on a local network.
email_shape = RegexValidator(
    r"^[^@\s]+@[^@\s]+$", _("Escribí un correo válido, como ana@tienda.com.")
)


class UsuarioManager(BaseUserManager["Usuario"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Usuario":
        usuario = self.model(email=email.strip().lower(), **fields)
        usuario.set_password(password)
        usuario.full_clean(exclude=["password"])
        usuario.save(using=self._db)
        return usuario

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Usuario":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "Usuario":
        return self.get(email__iexact=username)


class Usuario(AbstractBaseUser, PermissionsMixin, Created):
    """A person who signs in, by e-mail; the letters' case does not matter."""

    class Estado(models.TextChoices):
        ACTIVO = "activo", _("Activo")
        SUSPENDIDO = "suspendido", _("Suspendido")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.CharField(_("correo"), max_length=254, unique=True, validators=[email_shape])
    nombre = models.CharField(_("nombre"), max_length=120, blank=True)
    estado = models.CharField(_("estado"), max_length=12, choices=Estado, default=Estado.ACTIVO)
    is_staff = models.BooleanField(_("entra a la administración"), default=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UsuarioManager()

    class Meta:
        db_table = "usuario"
        verbose_name = _("usuario")
        verbose_name_plural = _("usuarios")
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="usuario_email_unico",
                violation_error_message=_("Ya hay una cuenta con ese correo."),
            )
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        return self.estado == self.Estado.ACTIVO
