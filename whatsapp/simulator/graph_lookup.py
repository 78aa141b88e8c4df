"""`GET /simulador/graph/<version>/<id>…`: what Meta tells of a number and of its account.

Look-ups heed the faults in force and use none up, so "the next send fails" means a send.
"""

import hashlib
import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from whatsapp.simulator import account_templates, faults
from whatsapp.simulator.graph_problem import GraphProblem
from whatsapp.simulator.graph_view import NO_TOKEN, crash, has_token, no_such_object, refusal
from whatsapp.simulator.models import EVERY_NUMBER, SimulatorMedia
from whatsapp.simulator.numbers import Shop, find_shop, numbers_of
from whatsapp.webhook.storable import storable_text

Kind = faults.Kind

# Faults that are about one message mean nothing here.
REFUSALS = {
    Kind.THROTTLED: GraphProblem(80007, "Rate limit issues", http_status=429),
    Kind.TOKEN: faults.REFUSALS[Kind.TOKEN],
    Kind.OUTAGE: faults.REFUSALS[Kind.OUTAGE],
}
LONGEST_NAME = 80
APP_ID = "300000000000001"


@require_GET
def node(request: HttpRequest, version: str, node: str) -> HttpResponse:
    """A number's own fields, those that our client asks for; or where a file is."""
    shop = find_shop(node)
    found = _facts(shop) if shop else _file_facts(request, node)
    return _answer(request, node, scope=node if shop else EVERY_NUMBER, found=found)


@require_GET
def file(request: HttpRequest, media_id: str) -> HttpResponse:
    """The bytes of a file, for whoever has a token, as at the address that Meta tells."""
    kept = SimulatorMedia.objects.filter(id=storable_text(media_id)).first()
    if not has_token(request) or kept is None:
        return HttpResponse(status=404 if has_token(request) else 401)
    return HttpResponse(bytes(kept.content), content_type=kept.mime_type)


@require_GET
def phone_numbers(request: HttpRequest, version: str, node: str) -> HttpResponse:
    """The numbers of an account."""
    listed = [{"id": each.phone_number_id} for each in numbers_of(node)]
    return _answer(request, node, scope=EVERY_NUMBER, found={"data": listed} if listed else None)


@require_GET
def subscribed_apps(request: HttpRequest, version: str, node: str) -> HttpResponse:
    """The one app of every account: this installation."""
    app = {"id": APP_ID, "name": "Liora", "link": settings.PUBLIC_URL}
    found = {"data": [{"whatsapp_business_api_data": app}]} if numbers_of(node) else None
    return _answer(request, node, scope=EVERY_NUMBER, found=found)


@require_GET
def message_templates(request: HttpRequest, version: str, node: str) -> HttpResponse:
    """The templates of an account, the same few for every one, in a single page."""
    data = account_templates.listed(settings.SIMULATOR_ORIGIN)
    found = {"data": data, "paging": {"cursors": {"before": "MA", "after": "MA"}}}
    known = bool(numbers_of(node))
    return _answer(request, node, scope=EVERY_NUMBER, found=found if known else None)


def _answer(
    request: HttpRequest, node: str, *, scope: str, found: dict[str, Any] | None
) -> HttpResponse:
    if not has_token(request):
        return refusal(NO_TOKEN)
    ordered = faults.standing(scope)
    time.sleep(ordered.latency_ms / 1000)
    if ordered.kind in REFUSALS:
        return refusal(REFUSALS[Kind(ordered.kind)])
    if ordered.kind == Kind.CRASH:
        return crash()
    if ordered.kind == Kind.HANG:
        time.sleep(ordered.seconds)
    return JsonResponse(found) if found else refusal(no_such_object(node))


def _file_facts(request: HttpRequest, media_id: str) -> dict[str, Any] | None:
    kept = SimulatorMedia.objects.filter(id=storable_text(media_id)).first()
    if kept is None:
        return None
    content = bytes(kept.content)
    path = reverse("simulador:graph-archivo", args=[media_id])
    return {
        "messaging_product": "whatsapp",
        "url": f"{settings.SIMULATOR_ORIGIN}{path}",
        "mime_type": kept.mime_type,
        "sha256": hashlib.sha256(content).hexdigest(),
        "file_size": len(content),
        "id": media_id,
    }


def _facts(shop: Shop) -> dict[str, Any]:
    return {
        "id": shop.number.phone_number_id,
        "display_phone_number": shop.number.display_phone_number,
        "verified_name": shop.name[:LONGEST_NAME],
        "quality_rating": "GREEN",
        "code_verification_status": "VERIFIED",
        "platform_type": "CLOUD_API",
        "status": "CONNECTED",
        "name_status": "APPROVED",
    }
