import json
from collections.abc import Callable

import pytest
from django.db import OperationalError
from django.http import JsonResponse
from django.test import RequestFactory

from liora.ops.health import Estado, Finding, ready_view


def ready(**checks: Callable[[], Finding]) -> tuple[int, dict]:
    answer = ready_view(checks)(RequestFactory().get("/ready"))
    assert isinstance(answer, JsonResponse)
    return answer.status_code, json.loads(answer.content)


def fine() -> Finding:
    return Finding()


def late() -> Finding:
    return Finding(Estado.DEGRADADO, "Atrasado.", {"segundos": 75.5})


def down() -> Finding:
    return Finding(Estado.CAIDO, "Caído.")


def broken() -> Finding:
    raise OperationalError("connection refused at 10.0.0.9, user liora")


@pytest.mark.parametrize(
    ("checks", "status", "estado"),
    [
        ({}, 200, "ok"),
        ({"uno": fine, "dos": fine}, 200, "ok"),
        ({"uno": fine, "dos": late}, 200, "degradado"),
        ({"uno": late, "dos": fine}, 200, "degradado"),
        ({"uno": late, "dos": down}, 503, "caido"),
        ({"uno": broken}, 503, "caido"),
    ],
)
def test_it_answers_the_worst_of_its_findings(checks, status, estado):
    code, body = ready(**checks)
    assert (code, body["estado"]) == (status, estado)


def test_it_names_each_check_with_its_detail_and_figures():
    _, body = ready(base=fine, espera=late)
    assert body["controles"] == {
        "base": {"estado": "ok"},
        "espera": {"estado": "degradado", "detalle": "Atrasado.", "segundos": 75.5},
    }


def test_it_asks_nothing_more_once_the_house_is_down():
    asked = []
    _, body = ready(base=down, espera=lambda: asked.append(1) or Finding())
    assert asked == []
    assert list(body["controles"]) == ["base"]


def test_it_does_not_tell_strangers_how_the_database_failed(caplog):
    _, body = ready(base=broken)
    assert "10.0.0.9" not in json.dumps(body)
    assert body["controles"]["base"]["detalle"] == "La base de datos no responde."
    assert "10.0.0.9" in caplog.text


def test_it_accepts_no_post():
    assert ready_view({})(RequestFactory().post("/ready")).status_code == 405
