"""The OpenAPI description, told as the API really answers: in its envelope, with its errors."""

from collections.abc import Callable
from typing import Any, TypeVar

from drf_spectacular.openapi import AutoSchema

View = TypeVar("View", bound=Callable[..., Any])

ERRORS = {
    "400": "No se entiende el pedido.",
    "401": "Falta un token de acceso válido.",
    "403": "El rol no alcanza, o el negocio está suspendido.",
    "404": "No existe, o es de otro negocio.",
    "409": "Choca con lo que ya hay.",
    "413": "El pedido es demasiado grande.",
    "415": "El cuerpo no es JSON.",
    "422": "Hay datos para corregir.",
    "429": "Demasiados pedidos, o se llegó a un límite del plan: ver `Retry-After`.",
    "503": "La base de datos o un servicio de afuera no responde.",
}
EXAMPLES = {
    "400": ("json_invalido", "El cuerpo no es JSON válido."),
    "401": ("no_autenticado", "Falta un token de acceso válido: iniciá sesión."),
    "403": ("sin_permiso", "Tu rol no permite hacer esto: pedíselo a quien administra el negocio."),
    "404": ("no_encontrado", "No existe."),
    "409": ("conflicto", "Choca con lo que ya hay."),
    "413": ("demasiado_grande", "El pedido es demasiado grande."),
    "415": ("tipo_no_soportado", "Enviá el cuerpo como application/json."),
    "422": ("validacion", "Hay datos para corregir."),
    "429": ("demasiados_pedidos", "Demasiados pedidos: esperá un momento y probá de nuevo."),
    "503": ("no_disponible", "El servicio no está disponible: probá de nuevo en unos segundos."),
}
COMPONENTS: dict[str, Any] = {
    "Meta": {
        "type": "object",
        "required": ["request_id"],
        "properties": {
            "request_id": {"type": "string", "example": "0193a1c2f4e87d31b7c9"},
            "next": {"type": "string", "description": "Cursor de la página siguiente, si la hay."},
        },
    },
    "FieldError": {
        "type": "object",
        "required": ["code", "message"],
        "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
    },
    "Failure": {
        "type": "object",
        "required": ["ok", "error", "meta"],
        "properties": {
            "ok": {"type": "boolean", "enum": [False]},
            "error": {
                "type": "object",
                "required": ["code", "message"],
                "properties": {
                    "code": {"type": "string", "description": "Estable: no cambia."},
                    "message": {"type": "string", "description": "Qué pasó y qué hacer."},
                    "fields": {
                        "type": "object",
                        "additionalProperties": {"$ref": "#/components/schemas/FieldError"},
                    },
                },
            },
            "meta": {"$ref": "#/components/schemas/Meta"},
        },
    },
}
CLIENTE = {"type": "string", "maxLength": 60, "example": "demo"}
ABOUT_PATH = {
    "cliente": "Negocio: su UUID o su identificador.",
    "uid": "La membresía, o la persona que ya aceptó.",
    "wid": "El número de WhatsApp.",
    "version": "El número de una versión del catálogo.",
    "pid": "El pedido.",
    "eid": "La entrega de un webhook.",
    "cid": "La conversación.",
    "contacto": "El contacto.",
}


def _header(name: str, description: str, **schema: Any) -> dict[str, Any]:
    return {
        "name": name,
        "in": "header",
        "required": False,
        "description": description,
        "schema": {"type": "string", **schema},
    }


IDEMPOTENCY = _header(
    "Idempotency-Key",
    "Repetir el pedido con la misma clave no crea nada más: da la misma respuesta por 24 horas.",
    minLength=1,
    maxLength=200,
    pattern="^[!-~]+$",
)
TENANT = _header(
    "X-Client-ID",
    "Negocio por el que se pregunta (UUID o identificador), en lugar del que dice el token.",
)


class EnvelopeSchema(AutoSchema):
    """Adds what the decorators and the envelope do, which the views themselves do not show."""

    def get_operation(self, *args: Any, **kwargs: Any) -> Any:
        operation = super().get_operation(*args, **kwargs)
        if operation:
            if not hasattr(self._handler, "without_envelope"):
                for response in operation["responses"].values():
                    _wrap(response)
            operation["responses"] |= {code: _error(code) for code in self._possible(operation)}
            operation.setdefault("parameters", []).extend(self._headers())
            _explain(operation["parameters"])
        return operation

    def get_summary(self) -> str:
        """Return the first line of what a view says of itself, which lists show."""
        return self.get_description().partition("\n")[0]

    def get_tags(self) -> list[str]:
        parts = [part for part in self.path.split("/") if part and not part.startswith("{")]
        return [parts[3] if len(parts) > 3 and parts[2] == "clientes" else parts[2]]

    def _possible(self, operation: dict[str, Any]) -> list[str]:
        possible = {"429", "503"}
        if operation.get("security") and {} not in operation["security"]:
            possible |= {"401"}
        if "requestBody" in operation:
            possible |= {"400", "413", "415", "422"}
        if operation.get("parameters"):
            possible |= {"400", "404", "422"}
        if hasattr(self._handler, "required_roles"):
            possible |= {"403", "404"}
        possible |= getattr(self._handler, "also_answers", set())
        if hasattr(self._handler, "idempotent"):
            possible |= {"400", "409", "422"}
        return sorted(possible - set(operation["responses"]))

    def _headers(self) -> list[dict[str, Any]]:
        idempotent = [IDEMPOTENCY] if hasattr(self._handler, "idempotent") else []
        return [*idempotent, TENANT] if self.path == "/api/v1/me" else idempotent

    @property
    def _handler(self) -> Any:
        return getattr(self.view, getattr(self.view, "action", None) or self.method.lower())


def _wrap(response: dict[str, Any]) -> None:
    """Put a response's schema where the envelope has it; a 204 has none."""
    for media in response.get("content", {}).values():
        media["schema"] = {
            "type": "object",
            "required": ["ok", "data", "meta"],
            "properties": {
                "ok": {"type": "boolean", "enum": [True]},
                "data": media.get("schema", {"nullable": True}),
                "meta": {"$ref": "#/components/schemas/Meta"},
            },
        }


def _error(code: str) -> dict[str, Any]:
    name, sentence = EXAMPLES[code]
    example = {
        "ok": False,
        "error": {"code": name, "message": sentence},
        "meta": {"request_id": "0193a1c2f4e87d31b7c9"},
    }
    schema = {"$ref": "#/components/schemas/Failure"}
    return {
        "description": ERRORS[code],
        "content": {"application/json": {"schema": schema, "example": example}},
    }


def _explain(parameters: list[dict[str, Any]]) -> None:
    for parameter in parameters:
        if parameter["in"] == "path":
            parameter["description"] = ABOUT_PATH.get(parameter["name"], "")
            if parameter["name"] == "cliente":
                parameter["schema"] = CLIENTE


def add_components(result: Any, **_kwargs: Any) -> Any:
    """Add the parts that every response refers to (a post-processing hook of the generator)."""
    result["components"].setdefault("schemas", {}).update(COMPONENTS)
    return result


def without_envelope(view: View) -> View:
    """Note that a view answers a file as it is, for the description alone."""
    view.without_envelope = True  # type: ignore[attr-defined]  # read by the schema
    return view


def answers(*codes: int) -> Callable[[View], View]:
    """Note that a view may also answer these errors, for the description alone."""

    def decorate(view: View) -> View:
        view.also_answers = {  # type: ignore[attr-defined]  # read by the schema
            str(code) for code in codes
        }
        return view

    return decorate
