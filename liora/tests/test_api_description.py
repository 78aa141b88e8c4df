"""The OpenAPI description: valid, without warnings, and true to what the API answers."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from jsonschema import Draft202012Validator

from liora.tests.routes import ROUTES, Route, body, place
from liora.tests.world import World, build

SNAPSHOT = Path(settings.BASE_DIR) / "docs" / "openapi.json"
DESCRIBED = [route for route in ROUTES if route.path not in ("schema", "docs")]


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    shown: dict[str, Any] = Client().get("/api/v1/schema").json()
    return shown


@pytest.fixture
def world(db: None) -> World:
    return build()


def test_it_validates_without_warnings():
    told = StringIO()
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=told, stderr=told)


def test_every_route_is_described(described: dict[str, Any]):
    paths = described["paths"]
    for route in DESCRIBED:
        assert route.method.lower() in paths[f"/api/v1/{route.path}"]


def test_it_is_the_one_that_was_reviewed(described: dict[str, Any]):
    """A change of the contract shows in the diff: `make openapi` writes the file anew."""
    assert json.loads(SNAPSHOT.read_text()) == described


def closed(schema: Any) -> Any:
    """Return a schema that allows no property it does not name, for nullable types too."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    shut = {name: closed(part) for name, part in schema.items()}
    if "properties" in shut and shut.get("type") == "object":
        shut.setdefault("additionalProperties", False)
    if shut.pop("nullable", False):
        return {"anyOf": [shut, {"type": "null"}]}
    return shut


def validator(described: dict[str, Any], schema: Any) -> Draft202012Validator:
    return Draft202012Validator(closed({**schema, "components": described["components"]}))


@pytest.mark.parametrize("role", ["anonimo", "agente", "owner", "ajeno"])
@pytest.mark.parametrize("route", DESCRIBED, ids=str)
def test_what_is_answered_is_what_is_described(
    route: Route, role: str, described: dict[str, Any], world: World, graph: Any
):
    operation = described["paths"][f"/api/v1/{route.path}"][route.method.lower()]
    path = route.path.format(**place(route, world))
    answer = world.callers[role].call(route.method, path, body(route, world))
    response = operation["responses"].get(str(answer.status_code))
    assert response is not None, f"{answer.status_code} is not described"
    content = response.get("content", {}).get("application/json")
    if content and answer["Content-Type"].startswith("application/json") and not answer.streaming:
        validator(described, content["schema"]).validate(answer.json())


def test_the_page_fetches_nothing_from_outside(client: Client):
    page = client.get("/api/v1/docs").content.decode()
    assert "/static/drf_spectacular_sidecar/" in page
    assert "https://" not in page.replace("https://github.com", "")
