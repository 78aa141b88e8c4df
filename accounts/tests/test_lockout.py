"""Whoever guesses is stopped; the person whose password it is, and the neighbours, are not."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.models import F

from accounts import lockout
from accounts.lockout import ADDRESS, PASSWORD
from accounts.signing_in import WrongCredentials, sign_in
from accounts.tests.conftest import PASSWORD as RIGHT
from accounts.tests.conftest import Join
from liora.ops.models import RateCounter
from liora.tests.racing import race
from liora.tests.world import Caller

HERE, ELSEWHERE = "203.0.113.9", "198.51.100.7"

pytestmark = pytest.mark.django_db


def attempt(password: str = "no-es-esa", *, email: str = "ana@alfa", address: str = HERE) -> str:
    """Return how a sign-in ended: "entró", or the code of the refusal."""
    try:
        sign_in(email=email, password=password, address=address)
    except (WrongCredentials, lockout.Locked) as refused:
        return refused.code
    return "entró"


def fail(times: int, **where: str) -> None:
    for _number in range(times):
        assert attempt(**where) == "credenciales_invalidas"


def login(password: str, **headers: str) -> Any:
    return Caller().post("auth/login", {"email": "ana@alfa", "password": password}, **headers)


def test_the_sixth_is_not_looked_at(join: Join):
    join()
    fail(5)
    assert attempt(RIGHT) == "demasiados_intentos"


def test_the_door_says_when_to_come_back(join: Join):
    join()
    fail(5, address="127.0.0.1")
    answer = login(RIGHT)
    assert answer.status_code == 429
    assert answer.json()["error"]["code"] == "demasiados_intentos"
    assert 14 * 60 < int(answer["Retry-After"]) <= 15 * 60


def test_the_same_person_gets_in_from_elsewhere_and_others_from_here(join: Join):
    join()
    join("beto@alfa", "agente")
    fail(5)
    assert attempt(RIGHT, address=ELSEWHERE) == "entró"
    assert attempt(RIGHT, email="beto@alfa") == "entró"
    assert attempt(RIGHT) == "demasiados_intentos"


def test_however_the_address_is_written_it_is_the_same_person(join: Join):
    join()
    for email in ("ana@alfa", "ANA@alfa", " ana@alfa ", "Ana@Alfa", "aNa@aLfA"):
        assert attempt(email=email) == "credenciales_invalidas"
    assert attempt(RIGHT) == "demasiados_intentos"


def test_getting_in_forgets_the_failures(join: Join):
    join()
    for _round in range(3):
        fail(4)
        assert attempt(RIGHT) == "entró"


def test_a_quarter_of_an_hour_after_the_last_failure_it_opens(join: Join):
    join()
    fail(5)
    let_pass(PASSWORD.seconds - 60)
    assert attempt(RIGHT) == "demasiados_intentos"
    let_pass(120)
    assert attempt(RIGHT) == "entró"


def test_a_slow_guesser_has_no_more_guesses(join: Join):
    join()
    for _number in range(5):
        fail(1)
        let_pass(10 * 60)
    assert attempt(RIGHT) == "demasiados_intentos"


def let_pass(seconds: int) -> None:
    """Bring every end nearer, as if time had passed by the database's clock."""
    RateCounter.objects.update(expires_at=F("expires_at") - timedelta(seconds=seconds))


def test_one_address_may_not_guess_at_everybody(join: Join):
    join()
    for number in range(ADDRESS.most):
        assert attempt(email=f"persona{number}@alfa") == "credenciales_invalidas"
    assert attempt(RIGHT) == "demasiados_intentos"
    assert attempt(RIGHT, address=ELSEWHERE) == "entró"


def test_neither_those_who_get_in_nor_the_locked_use_up_their_address(join: Join):
    join()
    for _number in range(10):
        assert attempt(RIGHT) == "entró"
    fail(5)
    for _number in range(10):
        assert attempt() == "demasiados_intentos"
    key = lockout._key(ADDRESS, HERE)
    assert caches["counters"].get(key) == 5


@pytest.mark.parametrize(("hops", "spoofed"), [(0, "203.0.113.{}"), (1, "203.0.113.{}, 10.9.9.9")])
def test_no_header_opens_another_bucket(join: Join, settings: Any, hops: int, spoofed: str):
    settings.TRUSTED_PROXIES = hops
    join()
    # Where a proxy of ours stands in front, the last entry is its own.
    for number in range(5):
        answer = login("no-es-esa", **{"X-Forwarded-For": spoofed.format(number)})
        assert answer.status_code == 401
    assert login(RIGHT, **{"X-Forwarded-For": spoofed.format(99)}).status_code == 429


@pytest.mark.parametrize(
    "header",
    ["", "a, b", "basura", ",", ",,,,", "1.2.3.4:99", "::1%x", ", ".join(["10.0.0.1"] * 50), "ñ"],
)
def test_no_header_breaks_the_door(join: Join, header: str):
    join()
    fail(5, address="127.0.0.1")
    assert login(RIGHT, **{"X-Forwarded-For": header}).status_code == 429


def test_a_whole_ipv6_network_is_one_place(join: Join):
    join()
    for number in range(5):
        assert attempt(address=f"2001:db8:1:2::{number}") == "credenciales_invalidas"
    assert attempt(RIGHT, address="2001:db8:1:2:ffff::1") == "demasiados_intentos"
    assert attempt(RIGHT, address="2001:db8:1:3::1") == "entró"


@pytest.mark.django_db(transaction=True)
def test_twenty_guesses_at_once_are_still_five(join: Join):
    join()
    ends = race(*[attempt] * 20)
    assert ends.count("credenciales_invalidas") == 5
    assert ends.count("demasiados_intentos") == 15


def unlock(email: str) -> str:
    out = StringIO()
    call_command("unlock", email, stdout=out)
    return out.getvalue()


def test_an_operator_unlocks_a_person_everywhere(join: Join):
    join()
    join("beto@alfa", "agente")
    for address in (HERE, ELSEWHERE):
        fail(5, address=address)
    fail(5, email="beto@alfa")
    assert "puede volver a probar" in unlock(" Ana@ALFA")
    assert attempt(RIGHT) == attempt(RIGHT, address=ELSEWHERE) == "entró"
    assert attempt(RIGHT, email="beto@alfa") == "demasiados_intentos"
    assert "no tenía intentos fallidos" in unlock("ana@alfa")


def test_while_nothing_can_be_counted_nobody_gets_in(join: Join):
    join()

    def away(execute: Any, sql: str, *args: Any) -> Any:
        if "rate_counter" in sql:
            raise OperationalError("server closed the connection unexpectedly")
        return execute(sql, *args)

    with connection.execute_wrapper(away):
        assert login(RIGHT).status_code == 503
    assert login(RIGHT).status_code == 200
