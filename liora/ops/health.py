"""`/health` says that this process is alive; `/ready` says whether the house can work."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db import Error as DatabaseFailure
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)


class Estado(StrEnum):
    OK = "ok"
    DEGRADADO = "degradado"
    CAIDO = "caido"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found: its state, a line for a person, and figures for a monitor."""

    estado: Estado = Estado.OK
    detalle: str = ""
    figures: Mapping[str, float] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        detalle = {"detalle": self.detalle} if self.detalle else {}
        return {"estado": self.estado, **detalle, **self.figures}


Check = Callable[[], Finding]
View = Callable[[HttpRequest], JsonResponse]


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 without touching anything: a supervisor that gets no answer restarts us."""
    return JsonResponse({"estado": Estado.OK})


def ready_view(checks: Mapping[str, Check]) -> View:
    """Make the `/ready` view of named checks, asked in order until one finds the house down.

    Down is 503: this process cannot store what it is sent. Degraded is 200: it can, and the work
    is only late. Taking the web server out of rotation because a worker is behind would make Meta's
    posts fail as well, and bring nobody's answer forward; a monitor reads `estado`.
    """

    @never_cache
    @require_safe
    def ready(request: HttpRequest) -> JsonResponse:
        findings = _ask(checks)
        estado = _worst(findings.values())
        body = {
            "estado": estado,
            "controles": {name: finding.as_json() for name, finding in findings.items()},
        }
        status = 503 if estado is Estado.CAIDO else 200
        return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})

    return ready


def _ask(checks: Mapping[str, Check]) -> dict[str, Finding]:
    """Run the checks, leaving out those after one that found the house down: they would hang."""
    findings: dict[str, Finding] = {}
    for name, check in checks.items():
        findings[name] = _guarded(name, check)
        if findings[name].estado is Estado.CAIDO:
            break
    return findings


def _guarded(name: str, check: Check) -> Finding:
    """Run one check; a database that fails under it is a finding, not an error page."""
    try:
        return check()
    except DatabaseFailure:
        logger.warning("readiness check %s failed", name, exc_info=True)
        return Finding(Estado.CAIDO, _("La base de datos no responde."))


def _worst(findings: Any) -> Estado:
    order = list(Estado)
    return max((finding.estado for finding in findings), key=order.index, default=Estado.OK)
