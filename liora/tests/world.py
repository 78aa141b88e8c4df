"""Two businesses full of rows, and everybody who may come to the API: the tests' whole world."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.test import Client
from django_scopes import scope, scopes_disabled

from accounts import sessions
from accounts.models import UserCliente, Usuario
from liora.tests.admin_rows import Rows, one_of_each
from tenants.models import Cliente

CANARY = "canario-de-beta"
ROLES = ("anonimo", "agente", "admin", "owner", "ajeno", "suspendido")
"""Who comes: nobody, three members, the owner of the other business, a suspended member."""

REQUEST_ID = "el-mismo-pedido"


@dataclass
class Caller:
    """Somebody with a token, or nobody, calling the API over Django's own client."""

    token: str = ""
    usuario: Usuario | None = None
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Call a path under /api/v1; the same request id each time makes answers comparable."""
        sent = {"X-Request-ID": REQUEST_ID, **headers}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        return self.client.generic(
            method,
            f"/api/v1/{path}",
            body if isinstance(body, bytes) else encoded(body),
            content_type="application/json",
            headers=sent,
        )

    def get(self, path: str, **headers: str) -> Any:
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.call("POST", path, {} if body is None else body, **headers)

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        return self.call("PATCH", path, body, **headers)

    def delete(self, path: str, **headers: str) -> Any:
        return self.call("DELETE", path, **headers)


def encoded(body: Any) -> bytes:
    return b"" if body is None else json.dumps(body).encode()


@dataclass
class World:
    """`alfa` is the business under test; `beta`, the other one, holds CANARY in every text."""

    alfa: Rows
    beta: Rows
    callers: dict[str, Caller]

    def cliente(self, name: str) -> Cliente:
        return getattr(self, name)[Cliente]


def build() -> World:
    # On the largest plan, so that no limit of a plan stands in a test's way.
    alfa, beta = one_of_each(number=1, said="quiero un mate"), one_of_each(number=2, said=CANARY)
    Cliente.objects.update(plan=Cliente.Plan.PRO)
    callers = {"anonimo": Caller(), "owner": caller(alfa[UserCliente])}
    for role in ("agente", "admin"):
        callers[role] = caller(member(alfa[Cliente], f"{role}@alfa", role))
    callers["ajeno"] = caller(beta[UserCliente])
    leaving = member(alfa[Cliente], "suspendida@alfa", "owner")
    callers["suspendido"] = caller(leaving)
    suspend(leaving)
    return World(alfa, beta, callers)


def member(cliente: Cliente, email: str, rol: str) -> UserCliente:
    usuario = Usuario.objects.create_user(email, nombre=email.partition("@")[0].title())
    with scope(cliente=cliente):
        return UserCliente.objects.create(usuario=usuario, cliente=cliente, rol=rol)


def suspend(membership: UserCliente) -> None:
    with scope(cliente=membership.cliente):
        membership.estado = UserCliente.Estado.SUSPENDIDO
        membership.save(update_fields=["estado"])


def caller(membership: UserCliente) -> Caller:
    """Return the person of a membership, signed in to its business."""
    pair = sessions.begin(membership.usuario, membership, address="127.0.0.1", user_agent="")
    return Caller(pair.access, membership.usuario)


def rows_of(cliente: Cliente) -> str:
    """Return a digest of every row that a business has, in every table."""
    digest = hashlib.sha256()
    with scopes_disabled():
        for model in tenant_models():
            rows = model._default_manager.filter(cliente_id=cliente.pk).order_by("pk").values()
            digest.update(repr((model._meta.label, list(rows))).encode())
        digest.update(repr(Cliente.objects.filter(pk=cliente.pk).values().get()).encode())
    return digest.hexdigest()


def tenant_models() -> list[type[Model]]:
    return [
        model
        for model in apps.get_models()
        if any(field.name == "cliente" for field in model._meta.fields)
    ]
