"""`/simulador/`: the page, and the media its bubbles show."""

from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from liora.ops.page_headers import content_policy
from whatsapp.simulator import faults, numbers
from whatsapp.simulator.models import SimulatorMedia
from whatsapp.simulator.page_texts import texts
from whatsapp.webhook.storable import storable_text

SCRIPTS = Path(__file__).parents[1] / "static" / "simulador" / "js"
# Named in the page so that the browser asks for all of them at once, not one import after another.
MODULES = sorted(f"simulador/js/{script.name}" for script in SCRIPTS.glob("*.js"))
# A bubble shows the pictures of any shop's own site, and plays what a person recorded.
POLICY = content_policy({"img-src": "* data: blob:", "media-src": "'self' blob:"})
ROUTES = ("enviar", "reenviar", "chats", "chat", "fallas", "vista-previa")


@require_GET
def phone(request: HttpRequest) -> HttpResponse:
    """The phone: chats, one chat, and the drawer that explains a message."""
    page = {"arranque": _start(), "modulos": MODULES}
    response = render(request, "simulador/telefono.html", page)
    response.headers["Content-Security-Policy"] = POLICY
    return response


@require_GET
def media(request: HttpRequest, media_id: str) -> HttpResponse:
    """The bytes of what a person sent."""
    kept = get_object_or_404(SimulatorMedia, id=storable_text(media_id))
    response = HttpResponse(bytes(kept.content), content_type=kept.mime_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=86400, immutable"
    return response


def _start() -> dict[str, Any]:
    """What the page's script needs before its first question."""
    return {
        "rutas": {name: reverse(f"simulador:{name}") for name in ROUTES}
        | {"pagina": reverse("simulador:pagina")},
        "numeros": [
            {
                "id": shop.number.phone_number_id,
                "telefono": shop.number.display_phone_number,
                "nombre": shop.name,
            }
            for shop in numbers.shops()
        ],
        "fallas": [{"kind": kind, "label": str(label)} for kind, label in faults.Kind.choices],
        "textos": texts(),
    }
