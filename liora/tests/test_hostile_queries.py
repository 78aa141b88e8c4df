"""Query parameters cannot break a list, slow it, or show more than was asked for."""

from typing import Any
from urllib.parse import quote

import pytest

from liora.api.pages import MOST, write_cursor
from liora.ops.ids import new_id
from liora.tests.world import Caller, World, build

LISTS = [
    "clientes/tienda-1/usuarios",
    "clientes/tienda-1/waba",
    "clientes/tienda-1/auditoria",
    "clientes/tienda-1/logs",
    "clientes/tienda-1/logs?tipo=ingesta",
    "clientes/tienda-1/links",
]
CURSORS = [
    "x",
    "%00",
    "p=1'--",
    "MQ",
    "MjAyNi0xMS0yNXw",
    quote("á"),
    "A" * 5000,
    quote("=" * 10),
    quote("AAAA\nAAAA"),
    write_cursor(new_id()) + "A",
    write_cursor(new_id())[:-1] + "B",
    "MDAwMS0wMS0wMVQwMDowMDowMCsxNDowMHwwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMA",
]


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def owner(world: World) -> Caller:
    return world.callers["owner"]


def joined(path: str, query: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}{query}"


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("cursor", CURSORS, ids=range(len(CURSORS)))
def test_a_forged_cursor_is_refused(owner: Caller, path: str, cursor: str):
    answer = owner.get(joined(path, f"cursor={cursor}"))
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "cursor_invalido"


def test_a_cursor_of_another_list_shows_nothing_of_it(owner: Caller):
    answer = owner.get(f"clientes/tienda-1/logs?cursor={write_cursor(new_id())}")
    assert answer.status_code == 200
    assert b"canario" not in answer.content


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("limit", ["0", "-1", "x", "1e3", "", "²", str(MOST + 1), "9" * 500])
def test_an_odd_limit_is_refused(owner: Caller, path: str, limit: str):
    answer = owner.get(joined(path, f"limit={quote(limit)}"))
    assert answer.status_code == 422
    assert list(answer.json()["error"]["fields"]) == ["limit"]


@pytest.mark.parametrize(
    "query",
    [
        "desde=ayer",
        "direction=sideways",
        "estado=%00",
        "intent=%00",
        f"intent={'a' * 100}",
        "convo_id=1",
        "tipo=otra",
        "ordering=-password",
        "cliente__name=x",
        "cliente_id=1",
        "user_msisdn__startswith=5",
        "%00=1",
        f"{'q' * 5000}=1",
    ],
)
def test_a_filter_that_is_none_is_refused(owner: Caller, query: str):
    answer = owner.get(f"clientes/tienda-1/logs?{query}")
    assert answer.status_code == 422, answer.content[:300]
    assert len(answer.content) < 2000


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("desde=0001-01-01T00:00:00%2B14:00", 1),
        ("hasta=0001-01-01T00:00:00%2B14:00", 0),
        ("desde=9999-12-31T23:59:59-14:00", 0),
        ("hasta=9999-12-31T23:59:59-14:00", 1),
    ],
)
def test_the_ends_of_the_calendar_are_moments_like_any(owner: Caller, query: str, found: int):
    answer = owner.get(f"clientes/tienda-1/logs?{query}")
    assert (answer.status_code, len(answer.json()["data"])) == (200, found)


@pytest.mark.parametrize("text", ["' OR 1=1 --", "%", "_", "\\", "ñandú 🥭", "$(x)"])
def test_odd_text_is_only_text(owner: Caller, text: str):
    answer = owner.get(f"clientes/tienda-1/logs?intent={quote(text)}")
    assert (answer.status_code, answer.json()["data"]) == (200, [])


def test_a_long_query_is_answered(owner: Caller):
    assert owner.get(f"clientes/tienda-1/logs?user_msisdn={'5' * 100_000}").status_code == 422


def pages(owner: Caller, path: str) -> list[Any]:
    seen, cursor = [], ""
    while True:
        body = owner.get(joined(path, f"limit=2{cursor}")).json()
        seen.append([row["id"] for row in body["data"]])
        if "next" not in body["meta"]:
            return seen
        cursor = f"&cursor={body['meta']['next']}"


def test_pages_show_every_row_once_and_the_newest_first(owner: Caller):
    for number in range(4):
        sent = {"email": f"persona{number}@alfa", "rol": "agente"}
        assert owner.post("clientes/tienda-1/usuarios", sent).status_code == 201
    seen = pages(owner, "clientes/tienda-1/usuarios")
    assert [len(page) for page in seen] == [2, 2, 2, 2]
    rows = [row for page in seen for row in page]
    assert len(set(rows)) == 8
    assert rows == sorted(rows, reverse=True)
