"""A token that is not ours, or not for this, gets one answer, whatever is wrong with it."""

import base64
import json
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings

from accounts import sessions
from accounts.tests.conftest import Join
from accounts.tokens import kid, signing_key
from liora.tests.world import Caller

pytestmark = pytest.mark.django_db

Forge = Callable[..., str]


@pytest.fixture
def claims(join: Join) -> dict[str, Any]:
    membership = join()
    pair = sessions.begin(membership.usuario, membership, address="", user_agent="")
    return jwt.decode(pair.access, options={"verify_signature": False})


def signed(claims: dict[str, Any], *, secret: str = "", headers: Any = None) -> str:
    key = signing_key(secret or settings.JWT_SECRETS[0])
    named = {"kid": kid(settings.JWT_SECRETS[0])} | (headers or {})
    return jwt.encode(claims, key, algorithm="HS256", headers=named)


def hs512_signed(claims: dict[str, Any]) -> str:
    """Sign with the right key and another algorithm of its family."""
    headers = {"kid": kid(settings.JWT_SECRETS[0])}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # our key is made for HS256
        key = signing_key(settings.JWT_SECRETS[0])
        return jwt.encode(claims, key, algorithm="HS512", headers=headers)


def unsigned(claims: dict[str, Any]) -> str:
    parts = ({"alg": "none", "typ": "JWT", "kid": kid(settings.JWT_SECRETS[0])}, claims)
    encoded = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in parts]
    return b".".join([*encoded, b""]).decode()


def rsa_signed(claims: dict[str, Any]) -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return jwt.encode(claims, key, algorithm="RS256", headers={"kid": kid(settings.JWT_SECRETS[0])})


def now() -> int:
    return int(datetime.now(UTC).timestamp())


FORGERIES: dict[str, Callable[[dict[str, Any]], str]] = {
    "alg none": unsigned,
    "HS512": hs512_signed,
    "RS256": rsa_signed,
    "wrong key": lambda claims: signed(claims, secret="otra-clave"),
    "unknown kid": lambda claims: signed(claims, headers={"kid": "no-existe"}),
    "kid of another shape": lambda claims: signed(claims, headers={"kid": "../../etc/passwd"}),
    "jku": lambda claims: signed(
        claims, secret="otra", headers={"jku": "https://malo.example/jwks.json"}
    ),
    "jwk": lambda claims: signed(
        claims, secret="otra", headers={"jwk": {"kty": "oct", "k": "b3RyYQ"}}
    ),
    "expired": lambda claims: signed(claims | {"exp": now() - 300}),
    "not yet": lambda claims: signed(claims | {"nbf": now() + 300}),
    "issued in the future": lambda claims: signed(claims | {"iat": now() + 300}),
    "no exp": lambda claims: signed({k: v for k, v in claims.items() if k != "exp"}),
    "no sid": lambda claims: signed({k: v for k, v in claims.items() if k != "sid"}),
    "no person": lambda claims: signed({k: v for k, v in claims.items() if k != "usuario_id"}),
    "no cliente": lambda claims: signed({k: v for k, v in claims.items() if k != "cliente_id"}),
    "sid of another shape": lambda claims: signed(claims | {"sid": ["x"]}),
    "person of another session": lambda claims: signed(claims | {"usuario_id": str(uuid4())}),
    "a business one is not in": lambda claims: signed(claims | {"cliente_id": str(uuid4())}),
    "refresh as access": lambda claims: signed(claims | {"token_type": "refresh"}),
    "another audience": lambda claims: signed(claims | {"aud": "otra-api"}),
    "another issuer": lambda claims: signed(claims | {"iss": "otro"}),
    "no audience": lambda claims: signed({k: v for k, v in claims.items() if k != "aud"}),
    "nonsense": lambda claims: "no.es.jwt",
    "empty parts": lambda claims: "..",
    "long": lambda claims: "a" * 8000,
    "not ascii": lambda claims: "ñandú",
}


def test_the_untouched_token_is_good(claims: dict[str, Any]):
    assert Caller(signed(claims)).get("me").status_code == 200


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_token_gets_the_one_answer(claims: dict[str, Any], forgery: str):
    answer = Caller(FORGERIES[forgery](claims)).get("me")
    nothing = Caller("x").get("me")
    assert answer.status_code == 401
    assert answer.content == nothing.content
    assert answer["WWW-Authenticate"] == 'Bearer realm="liora"'


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer a b", "Basic YTpi", "Token x", "bearer ", "Bearer\x00x"]
)
def test_an_odd_header_gets_the_one_answer(header: str):
    answer = Caller().get("me", Authorization=header)
    assert answer.status_code == 401
    assert answer.content == Caller("x").get("me").content


@pytest.mark.parametrize("claim", ["iat", "nbf", "exp"])
def test_clocks_may_differ_by_half_a_minute(claims: dict[str, Any], claim: str):
    moment = now() - 20 if claim == "exp" else now() + 20
    assert Caller(signed(claims | {claim: moment})).get("me").status_code == 200


def test_keys_rotate_while_people_stay_signed_in(claims: dict[str, Any], settings: Any):
    token = signed(claims)
    settings.JWT_SECRETS = ["clave-nueva", *settings.JWT_SECRETS]
    assert Caller(token).get("me").status_code == 200
    settings.JWT_SECRETS = ["clave-nueva"]
    assert Caller(token).get("me").status_code == 401
