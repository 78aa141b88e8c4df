"""One refusal for every reason, in words and in time; nothing odd that is typed breaks the door."""

import statistics
import time
from typing import Any

import pytest
from django.contrib.auth.hashers import identify_hasher, make_password

from accounts.models import Usuario
from accounts.signing_in import WrongCredentials, sign_in
from accounts.tests.conftest import PASSWORD, Join
from liora.tests.unscoped import all_of
from liora.tests.world import Caller
from tenants.models import AuditEntry

pytestmark = pytest.mark.django_db

REAL = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
TRIES_OF_EACH, MOST_APART = 50, 0.2


def entered(password: str, *, email: str = "ana@alfa", address: str = "203.0.113.9") -> bool:
    try:
        sign_in(email=email, password=password, address=address)
    except WrongCredentials:
        return False
    return True


def give(email: str, password: str) -> Usuario:
    usuario = Usuario.objects.get(email=email)
    usuario.set_password(password)
    usuario.save(update_fields=["password"])
    return usuario


@pytest.mark.parametrize(
    "typed",
    [
        {"email": "ana@alfa\0"},
        {"password": PASSWORD + "\0"},
        {"email": "ana@\ud800"},
        {"password": "\ud800"},
        {"password": "a" * 100_000},
        {"email": "a" * 100_000},
        {"email": "", "password": ""},
    ],
    ids=lambda typed: f"{next(iter(typed))}-{len(next(iter(typed.values())))}",
)
def test_what_nobody_could_have_is_wrong_like_anything_else(join: Join, typed: dict[str, str]):
    join()
    assert not entered(**{"password": PASSWORD} | typed)


def test_the_api_takes_it_the_same_way(join: Join):
    join()
    for body in ({"email": "ana\0@alfa"}, {"password": "x\0"}, {"email": "\ud800@alfa"}):
        answer = Caller().post("auth/login", {"email": "ana@alfa", "password": PASSWORD} | body)
        assert answer.status_code in (400, 401, 422)


@pytest.mark.parametrize("password", ["ñandú-日本語-🧉-" * 6, "x" * 72 + "y", "z" * 1024])
def test_all_of_a_password_counts(join: Join, settings: Any, password: str):
    settings.PASSWORD_HASHERS = REAL
    join()
    give("ana@alfa", password)
    assert entered(password)
    assert not entered(password[:-1])
    assert not entered(password[:-1] + "#")


def test_an_old_hash_is_renewed_when_its_owner_comes(join: Join, settings: Any):
    settings.PASSWORD_HASHERS = REAL
    join()
    old = make_password(PASSWORD, hasher="pbkdf2_sha256")
    Usuario.objects.update(password=old)
    assert not entered("no-es-esa")
    assert Usuario.objects.get().password == old
    assert entered(PASSWORD)
    assert identify_hasher(Usuario.objects.get().password).algorithm == "argon2"
    assert entered(PASSWORD)


def test_a_refusal_is_recorded_without_what_was_typed(join: Join):
    usuario = join().usuario
    assert not entered("no-es-esa")
    assert not entered(PASSWORD, email="nadie@alfa")
    rows = all_of(AuditEntry).filter(event="cuenta.entrada_rechazada")
    assert sorted(row.target for row in rows) == ["", str(usuario.pk)]
    assert {row.address for row in rows} == {"203.0.113.9"}


@pytest.mark.slow
@pytest.mark.own_database  # the hasher takes its time on any database
def test_every_refusal_takes_as_long(join: Join, settings: Any):
    settings.PASSWORD_HASHERS = REAL
    for email in ("ana@alfa", "suspendida@alfa", "sin-clave@alfa"):
        join(email)
    Usuario.objects.filter(email="suspendida@alfa").update(estado=Usuario.Estado.SUSPENDIDO)
    give("sin-clave@alfa", None)
    took: dict[str, list[float]] = {}
    # In turns, so that whatever else the machine does slows all of them down alike.
    for number in range(TRIES_OF_EACH):
        for email in ("ana@alfa", "suspendida@alfa", "sin-clave@alfa", "nadie@alfa"):
            began = time.perf_counter()
            assert not entered("no-es-esa-clave", email=email, address=f"203.0.{number}.9")
            took.setdefault(email, []).append(time.perf_counter() - began)
    medians = [statistics.median(times) for times in took.values()]
    assert max(medians) <= min(medians) * (1 + MOST_APART)
