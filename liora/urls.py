"""Every route of the house. The simulator's exist only where it is switched on."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from conversations.links.views import open_link
from liora.api.outside import unknown_route
from liora.demo.tracing import message_trace
from liora.ops.database_checks import MigrationsApplied, database_answers
from liora.ops.health import health, ready_view
from whatsapp.waiting import nobody_waits_long
from whatsapp.webhook.views import meta_webhook

ready = ready_view(
    {
        "base_de_datos": database_answers,
        "migraciones": MigrationsApplied(),
        "espera": nobody_waits_long,
    }
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("webhook/meta", meta_webhook, name="meta-webhook"),
    path("health", health, name="health"),
    path("ready", ready, name="ready"),
    path("l/<str:code>", open_link, name="open-link"),
    path("cuenta/", include("accounts.pages.urls")),
    path("admin/", admin.site.urls),
    path(
        "api/v1/",
        include(
            [
                path("", include("liora.api.urls")),
                path("", include("accounts.api.urls")),
                path("", include("whatsapp.api.urls")),
                path("", include("catalog.api.urls")),
                path("", include("conversations.api.urls")),
            ]
        ),
    ),
    path("api/<path:rest>", unknown_route),
    path("api", unknown_route),
]

handler400 = "liora.api.outside.bad_request"
handler403 = "liora.api.outside.permission_denied"
handler404 = "liora.api.outside.not_found"
handler500 = "liora.api.outside.server_error"

if settings.SIMULATOR_ENABLED:
    urlpatterns += [
        path("simulador/traza/<path:wamid>", message_trace, name="simulador-traza"),
        path("simulador/", include("whatsapp.simulator.urls")),
        path("", include("liora.demo.urls")),
    ]
