"""Broken bodies are a 4xx in the envelope, on every route that takes one."""

import json

import pytest

from liora.api.bodies import LARGEST_BYTES
from liora.tests.routes import ROUTES, Route, place
from liora.tests.world import World, build

TAKES_A_BODY = [
    route
    for route in ROUTES
    if route.method in ("POST", "PATCH")
    and route.path
    not in (
        "clientes/{cliente}/catalog/secreto",
        "clientes/{cliente}/entregas/secreto",
        "clientes/{cliente}/entregas/{eid}/reenviar",
        # Takes a file: see catalog/tests/test_hostile_files.py.
        "clientes/{cliente}/catalog/publish",
        "clientes/{cliente}/waba/{wid}/verificar",
        "clientes/{cliente}/plantillas/sincronizar",
    )
]

BODIES: dict[str, bytes] = {
    "nothing at all": b"",
    "not json": b"{",
    "a word": b"hola",
    "nul": b'{"name": "a\\u0000b", "email": "a\\u0000@b", "password": "\\u0000"}',
    "raw nul": b'{"name": "a\x00b"}',
    "half a pair": b'{"name": "\\ud800", "email": "\\ud800@x", "token": "\\udfff"}',
    "half a pair as a key": b'{"\\ud800": 1}',
    "five thousand digits": b'{"name": ' + b"9" * 5000 + b"}",
    "a huge exponent": b'{"rol": 1e999999}',
    "nan": b'{"name": NaN}',
    "infinity": b'{"name": -Infinity}',
    "100,000 deep": b'{"name": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "21 deep": b'{"name": ' + b"[" * 21 + b"]" * 21 + b"}",
    "a key twice": b'{"name": "a", "name": "b"}',
    "an array": b'[{"name": "a"}]',
    "a string": b'"name"',
    "null": b"null",
    "latin-1": '{"name": "ñandú"}'.encode("latin-1"),
    "utf-16": '{"name": "a"}'.encode("utf-16"),
    "bad utf-8": b'{"name": "\xff\xfe"}',
    "too large": b'{"name": "' + b"a" * LARGEST_BYTES + b'"}',
    "wrong types": json.dumps(
        {
            name: {"x": []}
            for name in (
                *("name", "slug", "email", "rol", "password", "password_nueva", "token", "refresh"),
                *("nombre", "estado", "waba_id", "phone_number_id", "access_token", "todas"),
                *("display_phone", "webhook_url", "cliente_id", "liberar", "desde", "currency"),
            )
        }
    ).encode(),
}
# Bodies that some route may take, because nothing in them is asked for there.
MAY_PASS = {"nothing at all", "a huge exponent"}


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.mark.parametrize("route", TAKES_A_BODY, ids=str)
def test_it_is_refused_in_the_envelope(route: Route, world: World):
    owner = world.callers["owner"]
    path = route.path.format(**place(route, world))
    for name, sent in BODIES.items():
        answer = owner.call(route.method, path, sent)
        allowed = range(200, 500) if name in MAY_PASS else range(400, 500)
        assert answer.status_code in allowed, (name, answer.content)
        assert answer.status_code != 404, name
        if answer.status_code >= 400:
            error = answer.json()["error"]
            assert error["code"], name
            assert error["message"], name


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("application/json", 201),
        ("Application/JSON; charset=utf-8", 201),
        ("application/x-www-form-urlencoded", 415),
        ("multipart/form-data; boundary=x", 415),
        ("text/plain", 415),
        ("", 415),
    ],
)
def test_only_json_is_taken(world: World, content_type: str, status: int):
    owner = world.callers["owner"]
    answer = owner.client.generic(
        "POST",
        "/api/v1/clientes",
        b'{"name": "Kiosco"}',
        content_type=content_type,
        headers={"Authorization": f"Bearer {owner.token}"},
    )
    assert answer.status_code == status


def test_each_field_gets_its_own_entry(world: World):
    answer = world.callers["owner"].post("clientes/tienda-1/waba", {"waba_id": "abc"})
    assert answer.status_code == 422
    error = answer.json()["error"]
    assert error["code"] == "validacion"
    assert set(error["fields"]) == {"waba_id", "phone_number_id", "access_token"}
    assert error["fields"]["phone_number_id"]["code"] == "required"
    assert "dígitos" in error["fields"]["waba_id"]["message"]


@pytest.mark.parametrize(
    "path", ["/api", "/api/", "/api/v1", "/api/v2/me", "/api/v1/me/", "/api/x"]
)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_an_unknown_route_is_told_in_the_envelope(client, path: str, method: str):
    answer = client.generic(method, path)
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "no_encontrado"
