"""Errors that any view or operation may raise, each with a status and a stable code.

`liora.api.handler` is the one place that turns them into an answer.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _


class ApiError(Exception):
    """Something the caller can act on: what happened and, in `message`, what to do about it."""

    status = 400
    code = "pedido_invalido"
    message: Any = _("No se entiende el pedido.")

    def __init__(
        self,
        message: Any = "",
        *,
        code: str = "",
        status: int = 0,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.message = message or self.message
        self.code = code or self.code
        self.status = status or self.status
        self.headers = dict(headers or {})
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.message)


class BadRequest(ApiError):
    pass


class Unauthenticated(ApiError):
    """One answer for every fault of a token, so that it teaches nothing to whoever forges one."""

    status = 401
    code = "no_autenticado"
    message = _("Falta un token de acceso válido: iniciá sesión.")

    def __init__(self, message: Any = "", *, code: str = "") -> None:
        super().__init__(message, code=code, headers={"WWW-Authenticate": 'Bearer realm="liora"'})


class Forbidden(ApiError):
    status = 403
    code = "sin_permiso"
    message = _("Tu rol no permite hacer esto: pedíselo a quien administra el negocio.")


class NotFound(ApiError):
    """It does not exist, or belongs to another Cliente: nobody can tell which."""

    status = 404
    code = "no_encontrado"
    message = _("No existe.")


class Conflict(ApiError):
    status = 409
    code = "conflicto"
    message = _("Choca con lo que ya hay.")


class TooLarge(ApiError):
    status = 413
    code = "demasiado_grande"
    message = _("El pedido es demasiado grande.")


class TooMany(ApiError):
    """Asked too often; `retry_after` is in seconds."""

    status = 429
    code = "demasiados_pedidos"
    message = _("Demasiados pedidos: esperá un momento y probá de nuevo.")

    def __init__(self, message: Any = "", *, code: str = "", retry_after: int = 60) -> None:
        super().__init__(message, code=code, headers={"Retry-After": str(max(1, retry_after))})


class Invalid(ApiError):
    """A field of the request is wrong: `{"campo": ("codigo", "frase")}`."""

    status = 422
    code = "validacion"
    message = _("Hay datos para corregir.")

    def __init__(
        self, fields: Mapping[str, tuple[str, Any]], *, message: Any = "", code: str = ""
    ) -> None:
        super().__init__(message, code=code)
        self.fields = dict(fields)


class Unavailable(ApiError):
    status = 503
    code = "no_disponible"
    message = _("El servicio no está disponible: probá de nuevo en unos segundos.")

    def __init__(self, message: Any = "", *, code: str = "") -> None:
        super().__init__(message, code=code, headers={"Retry-After": "5"})
