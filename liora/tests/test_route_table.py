"""Every route of the API, for every kind of caller: one table, and no route outside it."""

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from liora.api.outside import unknown_route
from liora.tests.routes import ROUTES, Route, body, place
from liora.tests.world import ROLES, World, build

METHODS = ("get", "post", "put", "patch", "delete")
PARAMETER = re.compile(r"<\w+:(\w+)>")


def served() -> set[tuple[str, str]]:
    """Return the (method, path) of every API route that the resolver knows."""
    return {
        (method.upper(), PARAMETER.sub(r"{\1}", path).removeprefix("api/v1/"))
        for path, pattern in walk(get_resolver().url_patterns)
        if path.startswith("api/") and pattern.callback is not unknown_route
        for method in methods_of(pattern)
    }


def walk(patterns: list, before: str = ""):
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            yield path, pattern


def methods_of(pattern: URLPattern) -> set[str]:
    callback = pattern.callback
    actions = getattr(callback, "actions", None)
    if actions:
        return set(actions) & set(METHODS)
    return {method for method in METHODS if hasattr(callback.cls, method)}


@pytest.fixture
def world(db: None) -> World:
    return build()


def test_every_route_stands_in_the_table_and_no_other():
    assert served() == {route.key for route in ROUTES}


@pytest.mark.parametrize("route", ROUTES, ids=str)
@pytest.mark.parametrize("role", ROLES)
def test_each_caller_gets_what_the_table_says(route: Route, role: str, world: World, graph):
    path = route.path.format(**place(route, world))
    answer = world.callers[role].call(route.method, path, body(route, world))
    assert answer.status_code == route.statuses[ROLES.index(role)], answer.content


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_a_method_that_is_not_served_is_told_in_the_envelope(route: Route, world: World):
    path = route.path.format(**place(route, world))
    answer = world.callers["owner"].call("PUT", path, {})
    assert answer.status_code == 405
    assert answer.json()["error"]["code"] == "metodo_no_permitido"
    assert route.method in answer["Allow"]
