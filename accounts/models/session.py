from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from liora.ops.ids import new_id
from liora.ops.timestamps import Created


class Session(Created):
    """A sign-in through the API, from the first pair of tokens to the end of the last.

    `refresh_jti` is the id of the one refresh token that is still good. Each use replaces it, so
    a token that comes a second time is known to be stolen or repeated, and ends the session.
    Every access token names its session, which is looked up on each call: what ends here ends
    there at once.
    """

    class End(models.TextChoices):
        SALIDA = "salida", _("Salió")
        SALIDA_DE_TODAS = "salida_de_todas", _("Salió de todas")
        REUSO = "reuso", _("Se usó dos veces el mismo token")
        CLAVE = "clave", _("Cambió la contraseña")
        ADMINISTRACION = "administracion", _("La cerró un operador")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="sesiones",
        verbose_name=_("usuario"),
    )
    refresh_jti = models.CharField(_("token vigente"), max_length=40)
    expires_at = models.DateTimeField(_("vence"))
    used_at = models.DateTimeField(_("último uso"), null=True)
    address = models.CharField(_("dirección"), max_length=45, blank=True)
    user_agent = models.CharField(_("programa"), max_length=200, blank=True)
    ended_at = models.DateTimeField(_("terminó"), null=True)
    end_reason = models.CharField(_("por qué terminó"), max_length=20, choices=End, blank=True)

    class Meta:
        db_table = "api_session"
        verbose_name = _("sesión de la API")
        verbose_name_plural = _("sesiones de la API")
        indexes = [models.Index(fields=["usuario", "expires_at"], name="api_session_usuario")]

    def __str__(self) -> str:
        return str(self.pk)
