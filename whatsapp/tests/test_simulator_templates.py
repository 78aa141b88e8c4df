"""The simulated account's templates: listed, judged as Meta would, and shown filled in."""

import json
from typing import Any

import pytest
from django.test import Client

from whatsapp.message_templates.filling import fill
from whatsapp.message_templates.needs import Template
from whatsapp.simulator import account_templates, statuses
from whatsapp.simulator.models import SimulatorMessage
from whatsapp.tests.phones import (
    NUMBER,
    PERSON,
    accepted,
    code_of,
    graph,
    look,
    make_number,
    say,
    until,
)

pytestmark = pytest.mark.django_db
GIVEN: dict[str, dict[str, Any]] = {
    "retomar_charla": {"cuerpo": ["Ana", "tu pedido"]},
    "pedido_listo": {"encabezado": ["A-7"], "cuerpo": ["Ana", "hoy"], "botones": ["A-7"]},
    "novedades": {"cuerpo": {"producto": "mate", "precio": "$ 9.900"}},
}


@pytest.fixture(autouse=True)
def number(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(statuses, "follow", lambda message: None)
    return make_number()


def listed() -> list[dict[str, Any]]:
    answer = Client().get(
        "/simulador/graph/v25.0/200000000000001/message_templates",
        headers={"authorization": "Bearer mock"},
    )
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()["data"]
    return found


def named(name: str) -> Template:
    one = next(each for each in listed() if each["name"] == name)
    return Template(name, one["language"], one["components"], one["parameter_format"] == "NAMED")


def sent(name: str, language: str = "es_AR", components: Any = ()) -> Any:
    content = {"name": name, "language": {"code": language}}
    more = {"components": list(components)} if components else {}
    body = {"messaging_product": "whatsapp", "to": f"+{PERSON}", "type": "template"}
    return graph(body | {"template": content | more})


def post(template: dict[str, Any]) -> SimulatorMessage:
    body = {"messaging_product": "whatsapp", "to": f"+{PERSON}", **template}
    return accepted(graph(body))


def test_every_state_is_listed_once() -> None:
    assert sorted(one["status"] for one in listed()) == [*["APPROVED"] * 3, "PAUSED", "REJECTED"]
    answer = Client().get(
        "/simulador/graph/v25.0/999/message_templates", headers={"authorization": "Bearer mock"}
    )
    assert answer.json()["error"]["code"] == 100
    assert Client().get("/simulador/graph/v25.0/1/message_templates").status_code == 401


@pytest.mark.parametrize("name", GIVEN)
def test_what_liora_fills_in_is_taken_and_shown_as_she_says(name: str) -> None:
    made = fill(named(name), GIVEN[name])
    post(made.content)
    (bubble,) = look()["messages"]
    shown = bubble["template"]
    words = [shown[part] for part in ("header", "body", "footer") if shown[part]]
    assert "\n\n".join(words) == made.text
    assert "{{" not in json.dumps(shown)


@pytest.mark.parametrize(
    ("name", "language", "components", "code", "status"),
    [
        ("no_existe", "es_AR", [], 132001, 404),
        ("retomar_charla", "pt_BR", [], 132001, 404),
        ("sorteo", "es_AR", [], 132001, 404),
        ("encuesta", "es_AR", [], 132015, 400),
        ("retomar_charla", "es_AR", [], 132000, 400),
        ("retomar_charla", "es_AR", [{"type": "body", "parameters": "x"}], 132000, 400),
        ("retomar_charla", "es_AR", [{"type": "body", "parameters": 7}], 132000, 400),
    ],
)
def test_what_does_not_fit_is_refused_with_metas_code(
    name: str, language: str, components: Any, code: int, status: int
) -> None:
    answer = sent(name, language, components)
    assert (code_of(answer), answer.status_code) == (code, status)
    assert not SimulatorMessage.objects.exists()


def test_a_quick_reply_is_a_button_and_no_interactive_message(
    settings: Any, live_server: Any, transactional_db: None
) -> None:
    settings.SIMULATOR_ORIGIN = live_server.url
    say(kind="template_button", id="Ver opciones", title="Ver opciones")
    mine = until(lambda: SimulatorMessage.objects.filter(direction="in").first())
    assert mine.kind == "button"
    assert mine.body["button"] == {"payload": "Ver opciones", "text": "Ver opciones"}


def test_an_address_of_a_button_ends_in_what_was_given() -> None:
    post(fill(named("pedido_listo"), GIVEN["pedido_listo"]).content)
    (bubble,) = look()["messages"]
    (button,) = bubble["template"]["buttons"]
    assert button["url"].endswith("?pedido=A-7")


def test_one_that_is_no_more_is_shown_as_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    post(fill(named("retomar_charla"), GIVEN["retomar_charla"]).content)
    monkeypatch.setattr(account_templates, "listed", lambda origin: [])
    (bubble,) = look(numero=NUMBER)["messages"]
    assert bubble["template"] == {}
