"""What each route of the API answers to each kind of caller: the table nobody may forget."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django_scopes import scopes_disabled

from accounts.invitations import invite
from accounts.link_tokens import invitation_token, reset_token
from accounts.models import UserCliente, Usuario
from conversations.models import Contact, ConversationLog, ConvoState, HookEvent, MediaFile, Pedido
from liora.tests.world import World
from tenants.audit import SYSTEM
from whatsapp.models import MessageTemplate, WabaAccount

CATALOG = b"sku,title,price,currency,stock\nMATE-1,Mate imperial,1500,ARS,3\n"
PASSWORD = "una-clave-larga-de-prueba"

# method, route under /api/v1, then the status for: nobody, an agente, an admin, an owner, the
# owner of another business, a suspended member. Paths are of the business `alfa`.
TABLE = """
POST   auth/login                                200 200 200 200 200 200
POST   auth/refresh                              401 401 401 401 401 401
POST   auth/logout                               401 204 204 204 204 401
POST   auth/invitacion                           201 201 201 201 201 201
POST   auth/password                             401 403 403 403 403 401
POST   auth/password/olvido                      202 202 202 202 202 202
POST   auth/password/restablecer                 204 204 204 204 204 204
GET    me                                        401 200 200 200 200 401
PATCH  me                                        401 200 200 200 200 401
GET    clientes                                  401 200 200 200 200 401
POST   clientes                                  401 201 201 201 201 401
GET    clientes/{cliente}                        401 200 200 200 404 401
PATCH  clientes/{cliente}                        401 403 200 200 404 401
GET    clientes/{cliente}/uso                    401 200 200 200 404 401
GET    clientes/{cliente}/auditoria              401 403 200 200 404 401
POST   clientes/{cliente}/catalog/secreto        401 403 201 201 404 401
POST   clientes/{cliente}/catalog/publish        401 403 201 201 404 401
GET    clientes/{cliente}/catalog/snapshots      401 200 200 200 404 401
GET    clientes/{cliente}/catalog/snapshots/{version} 401 200 200 200 404 401
GET    clientes/{cliente}/catalog/snapshots/{version}/diff 401 200 200 200 404 401
POST   clientes/{cliente}/catalog/snapshots/{version}/activate 401 403 200 200 404 401
POST   clientes/{cliente}/catalog/rollback       401 403 200 200 404 401
GET    clientes/{cliente}/catalog/active         401 200 200 200 404 401
GET    clientes/{cliente}/catalog/items          401 200 200 200 404 401
GET    clientes/{cliente}/catalog/reglas         401 200 200 200 404 401
PATCH  clientes/{cliente}/catalog/reglas         401 403 200 200 404 401
GET    clientes/{cliente}/usuarios               401 403 200 200 404 401
POST   clientes/{cliente}/usuarios               401 403 201 201 404 401
PATCH  clientes/{cliente}/usuarios/{uid}         401 403 200 200 404 401
DELETE clientes/{cliente}/usuarios/{uid}         401 403 204 204 404 401
GET    clientes/{cliente}/waba                   401 403 200 200 404 401
POST   clientes/{cliente}/waba                   401 403 201 201 404 401
GET    clientes/{cliente}/waba/{wid}             401 403 200 200 404 401
PATCH  clientes/{cliente}/waba/{wid}             401 403 200 200 404 401
DELETE clientes/{cliente}/waba/{wid}             401 403 204 204 404 401
POST   clientes/{cliente}/waba/{wid}/verificar   401 403 200 200 404 401
GET    clientes/{cliente}/plantillas             401 200 200 200 404 401
POST   clientes/{cliente}/plantillas/sincronizar 401 403 202 202 404 401
GET    clientes/{cliente}/plantillas/{tid}       401 200 200 200 404 401
POST   clientes/{cliente}/mensajes               401 201 201 201 404 401
GET    clientes/{cliente}/mensajes/{mensaje}     401 200 200 200 404 401
GET    clientes/{cliente}/media/{mid}            401 200 200 200 404 401
GET    clientes/{cliente}/logs                   401 200 200 200 404 401
GET    clientes/{cliente}/export                 401 403 200 200 404 401
GET    clientes/{cliente}/links                  401 200 200 200 404 401
GET    clientes/{cliente}/metrics                401 200 200 200 404 401
GET    clientes/{cliente}/pedidos                401 200 200 200 404 401
GET    clientes/{cliente}/pedidos/{pid}          401 200 200 200 404 401
PATCH  clientes/{cliente}/pedidos/{pid}          401 200 200 200 404 401
GET    clientes/{cliente}/entregas               401 403 200 200 404 401
GET    clientes/{cliente}/entregas/estado        401 403 200 200 404 401
POST   clientes/{cliente}/entregas/prueba        401 403 202 202 404 401
POST   clientes/{cliente}/entregas/secreto       401 403 201 201 404 401
GET    clientes/{cliente}/entregas/{eid}         401 403 200 200 404 401
POST   clientes/{cliente}/entregas/{eid}/reenviar 401 403 202 202 404 401
GET    clientes/{cliente}/conversaciones         401 200 200 200 404 401
GET    clientes/{cliente}/conversaciones/{cid}   401 200 200 200 404 401
PATCH  clientes/{cliente}/conversaciones/{cid}   401 200 200 200 404 401
POST   clientes/{cliente}/conversaciones/{cid}/responder 401 201 201 201 404 401
GET    clientes/{cliente}/contactos/{contacto}/consentimiento 401 200 200 200 404 401
POST   clientes/{cliente}/contactos/{contacto}/consentimiento 401 403 201 201 404 401
GET    schema                                    200 200 200 200 200 200
GET    docs                                      200 200 200 200 200 200
"""


@dataclass(frozen=True)
class Route:
    method: str
    path: str
    statuses: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def key(self) -> tuple[str, str]:
        return self.method, self.path


def _read(table: str) -> Iterator[Route]:
    for line in table.strip().splitlines():
        method, path, *statuses = line.split()
        yield Route(method, path, tuple(map(int, statuses)))


ROUTES = tuple(_read(TABLE))


def place(route: Route, world: World) -> dict[str, Any]:
    """Return what fills a route's path, all of it `alfa`'s."""
    return {
        "cliente": world.cliente("alfa").slug,
        "uid": agente(world).pk,
        "wid": world.alfa[WabaAccount].pk,
        "version": 1,
        "pid": world.alfa[Pedido].pk,
        "eid": world.alfa[HookEvent].pk,
        "cid": world.alfa[ConvoState].pk,
        "contacto": world.alfa[Contact].pk,
        "mid": world.alfa[MediaFile].pk,
        "mensaje": world.alfa[ConversationLog].pk,
        "tid": world.alfa[MessageTemplate].pk,
    }


def agente(world: World) -> UserCliente:
    usuario = world.callers["agente"].usuario
    with scopes_disabled():
        return UserCliente.objects.get(usuario=usuario)


def body(route: Route, world: World) -> Any:
    """Return a body that the route takes."""
    bodies = {
        ("POST", "auth/login"): lambda: {"email": account(world).email, "password": PASSWORD},
        ("POST", "auth/refresh"): lambda: {"refresh": "no-es-un-token"},
        ("POST", "auth/logout"): dict,
        ("POST", "auth/invitacion"): lambda: invited(world),
        ("POST", "auth/password"): lambda: {"password": "otra", "password_nueva": PASSWORD},
        ("POST", "auth/password/olvido"): lambda: {"email": "nadie@en.ningun.lado"},
        ("POST", "auth/password/restablecer"): lambda: {
            "token": reset_token(account(world)),
            "password": PASSWORD[::-1],
        },
        ("PATCH", "me"): lambda: {"nombre": "Zoe"},
        ("POST", "clientes"): lambda: {"name": "Panadería Ñandú"},
        ("PATCH", "clientes/{cliente}"): lambda: {"name": "Otro nombre"},
        ("POST", "clientes/{cliente}/usuarios"): lambda: {"email": "nueva@alfa", "rol": "agente"},
        ("PATCH", "clientes/{cliente}/usuarios/{uid}"): lambda: {"rol": "admin"},
        ("POST", "clientes/{cliente}/waba"): lambda: {
            "waba_id": "200000000000009",
            "phone_number_id": "100000000000999",
            "access_token": "EAAtokenDeLaTabla",
        },
        ("POST", "clientes/{cliente}/catalog/publish"): lambda: CATALOG,
        ("PATCH", "clientes/{cliente}/catalog/reglas"): lambda: {"most_removed_pct": 50},
        ("PATCH", "clientes/{cliente}/waba/{wid}"): lambda: {"display_phone": "+54 351 555-9999"},
        ("POST", "clientes/{cliente}/entregas/prueba"): lambda: {
            "waba_account_id": str(world.alfa[WabaAccount].pk)
        },
        ("PATCH", "clientes/{cliente}/conversaciones/{cid}"): lambda: {"estado": "humano"},
        ("POST", "clientes/{cliente}/conversaciones/{cid}/responder"): lambda: {"texto": "Ya va."},
        ("POST", "clientes/{cliente}/contactos/{contacto}/consentimiento"): lambda: {
            "decision": "baja",
            "nota": "Lo pidió por teléfono.",
        },
        ("POST", "clientes/{cliente}/mensajes"): lambda: {
            "conversacion": str(world.alfa[ConvoState].pk),
            "texto": "Ya va.",
        },
        ("PATCH", "clientes/{cliente}/pedidos/{pid}"): lambda: {"estado": "confirmado"},
    }
    make = bodies.get(route.key)
    return make() if make else None


def account(world: World) -> Usuario:
    """Return somebody who signs in with PASSWORD."""
    return Usuario.objects.create_user("con-clave@alfa", PASSWORD)


def invited(world: World) -> dict[str, str]:
    membership = invite(world.cliente("alfa"), "invitada@alfa", "agente", actor=SYSTEM)
    return {"token": invitation_token(membership), "password": PASSWORD, "nombre": "Ada"}
