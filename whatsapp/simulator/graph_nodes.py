"""`GET /simulador/graph/…`: what Graph tells of a number and of its account, to whoever asks."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from whatsapp.simulator import faults
from whatsapp.simulator.graph_problem import GraphProblem
from whatsapp.simulator.graph_view import NO_TOKEN, unknown_object
from whatsapp.simulator.numbers import find_number, numbers_of

Kind = faults.Kind
EDGES = ("phone_numbers", "subscribed_apps")
# The faults that concern the account and not one message; looking uses none of them up.
OF_ACCOUNT = (Kind.TOKEN, Kind.OUTAGE, Kind.THROTTLED)


@require_GET
def number(request: HttpRequest, version: str, node: str) -> HttpResponse:
    """Answer a phone number node (Graph API, WhatsApp Business phone number)."""
    found = find_number(node)
    if problem := _problem(request, node, known=found is not None):
        return refused(problem)
    assert found is not None
    return JsonResponse(
        {
            "id": found.phone_number_id,
            "display_phone_number": found.display_phone_number,
            "verified_name": "Simulador",
            "quality_rating": "GREEN",
            "code_verification_status": "VERIFIED",
            "status": "CONNECTED",
        }
    )


@require_GET
def edge(request: HttpRequest, version: str, node: str, edge: str) -> HttpResponse:
    """Answer the numbers of an account, or the apps that receive its messages."""
    numbers = numbers_of(node) if edge in EDGES else []
    if problem := _problem(request, node, known=bool(numbers)):
        return refused(problem)
    listed: list[dict[str, Any]] = [{"id": one.phone_number_id} for one in numbers]
    if edge == "subscribed_apps":
        listed = [{"whatsapp_business_api_data": {"id": "1", "name": "Liora"}}]
    return JsonResponse({"data": listed})


def _problem(request: HttpRequest, node: str, *, known: bool) -> GraphProblem | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        return NO_TOKEN
    ordered = next((kind for kind in OF_ACCOUNT if faults.in_force(kind, node)), None)
    if ordered:
        return faults.REFUSALS[ordered]
    return None if known else unknown_object(node)


def refused(problem: GraphProblem) -> HttpResponse:
    return JsonResponse(problem.body(), status=problem.http_status)
