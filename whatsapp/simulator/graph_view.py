"""`POST /simulador/graph/<version>/<phone number id>/messages`: Graph as Meta would answer it."""

import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from whatsapp.simulator import account_templates, faults, graph_rules, phone, statuses
from whatsapp.simulator.graph_problem import GraphProblem
from whatsapp.simulator.json_api import json_value
from whatsapp.simulator.models import SimulatorMessage
from whatsapp.simulator.numbers import find_number

Kind = faults.Kind

NO_TOKEN = GraphProblem(190, "Authentication Error", http_status=401)


@csrf_exempt
@require_POST
def messages(request: HttpRequest, version: str, phone_number_id: str) -> HttpResponse:
    """Accept a message or a read mark, refuse it, or fail as told by a fault.

    Faults concern messages: a read mark uses none up, so "the next send fails" means the answer.
    """
    body = json_value(request.body)
    problem = _problem(request, phone_number_id) or graph_rules.check(body)
    if problem:
        return refusal(problem)
    if graph_rules.is_read_mark(body):
        phone.mark_read(phone_number_id, body["message_id"], typing="typing_indicator" in body)
        return JsonResponse({"success": True})
    if body.get("type") == "template" and (unfit := _unfit(body["template"])):
        return refusal(unfit)
    return _answer(phone_number_id, body, faults.take(phone_number_id))


def _unfit(template: dict[str, Any]) -> GraphProblem | None:
    return account_templates.problem(template, settings.SIMULATOR_ORIGIN)


def _answer(phone_number_id: str, body: dict[str, Any], ordered: faults.Ordered) -> HttpResponse:
    time.sleep(ordered.latency_ms / 1000)
    if ordered.kind in faults.REFUSALS:
        return refusal(faults.REFUSALS[Kind(ordered.kind)])
    if ordered.kind == Kind.CRASH:
        return crash()
    accepted = phone.receive(phone_number_id, body)
    if ordered.kind == Kind.WINDOW:
        statuses.fail(accepted)
    else:
        statuses.follow(accepted)
    if ordered.kind == Kind.LOST_ANSWER:
        return crash()
    if ordered.kind == Kind.HANG:
        time.sleep(ordered.seconds)
    return JsonResponse(_acceptance(accepted, body))


def _acceptance(accepted: SimulatorMessage, body: dict[str, Any]) -> dict[str, Any]:
    """Meta's 200: accepted, which is not delivered (Cloud API, send messages)."""
    if body.get("to"):
        contact = {"input": body["to"], "wa_id": accepted.address}
    else:
        contact = {"input": body["recipient"], "user_id": body["recipient"]}
    return {
        "messaging_product": "whatsapp",
        "contacts": [contact],
        "messages": [{"id": accepted.wamid}],
    }


def _problem(request: HttpRequest, phone_number_id: str) -> GraphProblem | None:
    if not has_token(request):
        return NO_TOKEN
    return None if find_number(phone_number_id) else no_such_object(phone_number_id)


def has_token(request: HttpRequest) -> bool:
    """Whether a request carries a bearer token, whichever."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return scheme.lower() == "bearer" and bool(token.strip())


def no_such_object(node: str) -> GraphProblem:
    """What Meta answers for an id that is unknown, or out of the token's sight."""
    details = f"Object with ID '{node}' does not exist."
    return GraphProblem(100, details, subcode=33, family="GraphMethodException")


def refusal(problem: GraphProblem) -> JsonResponse:
    """An error in Meta's shape."""
    return JsonResponse(problem.body(), status=problem.http_status)


def crash() -> HttpResponse:
    """What a proxy in front of Meta answers when Meta is down: no JSON."""
    return HttpResponse("<html><body>Sorry, something went wrong.</body></html>", status=500)
