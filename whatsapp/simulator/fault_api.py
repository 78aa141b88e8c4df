"""`/simulador/api/fallas`: telling Graph what to do wrong."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from whatsapp.simulator import faults
from whatsapp.simulator.json_api import ApiProblem, json_api, posted
from whatsapp.simulator.models import EVERY_NUMBER


@json_api("GET", "POST", "DELETE")
def fault_list(request: HttpRequest) -> dict[str, Any]:
    """GET lists the faults in force, POST adds one, DELETE removes `?id=` or every one.

    POST takes `{kind, phone_number_id = "*", remaining = 1 (null: until removed), amount}`.
    """
    if request.method == "POST":
        _add(posted(request))
    elif request.method == "DELETE":
        _remove(request.GET.get("id"))
    return {"fallas": faults.listed()}


def _remove(fault_id: str | None) -> None:
    if fault_id is None:
        faults.clear()
    else:
        faults.remove(fault_id)


def _add(wanted: dict[str, Any]) -> None:
    try:
        faults.add(
            kind=str(wanted.get("kind")),
            phone_number_id=str(wanted.get("phone_number_id") or EVERY_NUMBER),
            remaining=_whole(wanted.get("remaining", 1)),
            amount=_whole(wanted.get("amount")),
        )
    except faults.FaultError as problem:
        raise ApiProblem("falla_invalida", str(problem), 422) from problem


def _whole(value: Any) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise ApiProblem("falla_invalida", _("Los valores son números enteros."), 422)
