"""Routes of what was said, under /api/v1."""

from django.urls import path

from conversations.api.consentimiento import Consentimiento
from conversations.api.conversaciones import Conversaciones
from conversations.api.entregas import Entregas, Webhooks
from conversations.api.links import Links
from conversations.api.logs import Logs
from conversations.api.media import Media
from conversations.api.mensajes import Mensajes
from conversations.api.metrics import Metrics
from conversations.api.pedidos import Pedidos
from conversations.api.usage import Uso

urlpatterns = [
    path("clientes/<str:cliente>/logs", Logs.as_view({"get": "list"}), name="logs"),
    path("clientes/<str:cliente>/export", Logs.as_view({"get": "export"}), name="export"),
    path(
        "clientes/<str:cliente>/media/<uuid:mid>",
        Media.as_view({"get": "retrieve"}),
        name="media",
    ),
    path("clientes/<str:cliente>/links", Links.as_view({"get": "list"}), name="links"),
    path("clientes/<str:cliente>/metrics", Metrics.as_view({"get": "show"}), name="metrics"),
    path("clientes/<str:cliente>/uso", Uso.as_view({"get": "show"}), name="uso"),
    path("clientes/<str:cliente>/pedidos", Pedidos.as_view({"get": "list"}), name="pedidos"),
    path(
        "clientes/<str:cliente>/pedidos/<uuid:pid>",
        Pedidos.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="pedido",
    ),
    path("clientes/<str:cliente>/entregas", Entregas.as_view({"get": "list"}), name="entregas"),
    path(
        "clientes/<str:cliente>/entregas/estado",
        Webhooks.as_view({"get": "list"}),
        name="entregas-estado",
    ),
    path(
        "clientes/<str:cliente>/entregas/prueba",
        Webhooks.as_view({"post": "test"}),
        name="entregas-prueba",
    ),
    path(
        "clientes/<str:cliente>/entregas/secreto",
        Webhooks.as_view({"post": "rotate"}),
        name="entregas-secreto",
    ),
    path(
        "clientes/<str:cliente>/entregas/<uuid:eid>",
        Entregas.as_view({"get": "retrieve"}),
        name="entrega",
    ),
    path(
        "clientes/<str:cliente>/entregas/<uuid:eid>/reenviar",
        Entregas.as_view({"post": "replay"}),
        name="entrega-reenviar",
    ),
    path(
        "clientes/<str:cliente>/mensajes",
        Mensajes.as_view({"post": "create"}),
        name="mensajes",
    ),
    path(
        "clientes/<str:cliente>/mensajes/<uuid:mensaje>",
        Mensajes.as_view({"get": "retrieve"}),
        name="mensaje",
    ),
    path(
        "clientes/<str:cliente>/conversaciones",
        Conversaciones.as_view({"get": "list"}),
        name="conversaciones",
    ),
    path(
        "clientes/<str:cliente>/conversaciones/<uuid:cid>",
        Conversaciones.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="conversacion",
    ),
    path(
        "clientes/<str:cliente>/conversaciones/<uuid:cid>/responder",
        Conversaciones.as_view({"post": "answer"}),
        name="responder",
    ),
    path(
        "clientes/<str:cliente>/contactos/<uuid:contacto>/consentimiento",
        Consentimiento.as_view({"get": "list", "post": "create"}),
        name="consentimiento",
    ),
]
