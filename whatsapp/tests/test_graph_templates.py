"""Every page of an account's templates is read, from Graph alone."""

from collections.abc import Iterator
from typing import Any

import pytest

from whatsapp.graph.results import Refused
from whatsapp.graph.templates import TemplatesClient
from whatsapp.tests.graph_server import GraphServer, Handler, answer, error, graph_server

ELSEWHERE = "http://127.0.0.1:1/otro"


@pytest.fixture
def server(settings: Any) -> Iterator[GraphServer]:
    with graph_server() as server:
        settings.META_GRAPH_URL = server.url
        yield server


def listed() -> Any:
    client = TemplatesClient()
    try:
        return client.templates_of("200", "EAAtoken")
    finally:
        client.close()


def page(number: int, *, more: bool) -> dict[str, Any]:
    paging = {"cursors": {"after": f"a&b={number}"}} | ({"next": ELSEWHERE} if more else {})
    return {"data": [{"name": f"t{number}", "x": "y" * 100_000}], "paging": paging}


def test_pages_follow_the_cursor_and_never_an_address(server: GraphServer) -> None:
    asked: list[str] = []

    def play(handler: Handler) -> None:
        asked.append(handler.path)
        answer(page(len(asked), more=len(asked) < 3))(handler)

    server.play = play
    assert [one["name"] for one in listed()] == ["t1", "t2", "t3"]
    assert "after=" not in asked[0]
    assert asked[1].endswith("&after=a%26b%3D1")


def test_a_refusal_in_the_middle_makes_no_list(server: GraphServer) -> None:
    plays = iter([answer(page(1, more=True)), error(190)])
    server.play = lambda handler: next(plays)(handler)
    refused = listed()
    assert isinstance(refused, Refused)
    assert refused.code == 190


def test_a_page_too_large_is_not_believed(server: GraphServer) -> None:
    server.play = answer({"data": ["x" * (2 * 1024 * 1024 + 1)]})
    assert isinstance(listed(), Refused)


def test_a_list_without_end_is_not_believed(server: GraphServer) -> None:
    server.play = answer({"data": [], "paging": {"cursors": {"after": "x"}, "next": ELSEWHERE}})
    assert isinstance(listed(), Refused)
