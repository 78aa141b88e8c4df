"""A code proves that somebody holds the authenticator, once."""

import re
import time
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django_otp.oath import hotp

from accounts.lockout import Locked
from accounts.models import SecondFactor, Usuario
from accounts.second_factor import (
    STEP_S,
    WrongCode,
    address_to_scan,
    confirm,
    confirmed_factor,
    prepare,
    prove,
    reset,
    typed_seed,
)
from liora.tests.racing import race

pytestmark = pytest.mark.django_db


def code_of(factor: SecondFactor, steps: int = 0) -> str:
    """Return what the authenticator shows now, or so many steps from now."""
    step = int(time.time()) // STEP_S + steps
    return f"{hotp(bytes.fromhex(factor.seed.reveal()), step):06}"


@pytest.fixture
def ana(db: None) -> Usuario:
    return Usuario.objects.create_superuser("ana@liora", "una-clave-larga-de-prueba")


@pytest.fixture
def enrolled(ana: Usuario) -> tuple[SecondFactor, list[str]]:
    factor = prepare(ana)
    codes = confirm(factor, code_of(factor, -1))
    return confirmed_factor(ana), codes


@pytest.fixture
def factor(enrolled: tuple[SecondFactor, list[str]]) -> SecondFactor:
    return enrolled[0]


def proved(factor: SecondFactor, code: str) -> bool:
    try:
        prove(factor, code)
    except WrongCode:
        return False
    return True


def test_it_works(factor: SecondFactor):
    assert proved(factor, code_of(factor))


def test_it_proves_nothing_before_it_is_confirmed(ana: Usuario):
    factor = prepare(ana)
    with pytest.raises(WrongCode):
        confirm(factor, "000000" if code_of(factor) != "000000" else "000001")
    assert confirmed_factor(ana) is None
    assert len(confirm(factor, code_of(factor))) == 10
    assert confirmed_factor(ana) == factor


def test_the_code_that_confirmed_it_is_spent(ana: Usuario):
    factor = prepare(ana)
    code = code_of(factor)
    confirm(factor, code)
    assert not proved(confirmed_factor(ana), code)


def test_only_one_is_ever_confirmed(ana: Usuario):
    first, second = prepare(ana), prepare(ana)
    assert first.seed.reveal() != second.seed.reveal()
    confirm(first, code_of(first))
    with pytest.raises(WrongCode):
        confirm(second, code_of(second))
    assert SecondFactor.objects.get() == first


def test_a_code_works_once(factor: SecondFactor):
    code = code_of(factor)
    assert proved(factor, code)
    for again in (factor, SecondFactor.objects.get()):
        assert not proved(again, code)


def test_a_code_before_the_last_one_is_spent_too(factor: SecondFactor):
    assert proved(factor, code_of(factor, 1))
    assert not proved(SecondFactor.objects.get(), code_of(factor))


@pytest.mark.parametrize(("steps", "good"), [(-2, False), (1, True), (2, False)])
def test_clocks_may_be_half_a_minute_apart(factor: SecondFactor, steps: int, good: bool):
    with time_machine.travel(time.time() + 10 * STEP_S, tick=False):
        assert proved(factor, code_of(factor, steps)) is good


@pytest.mark.parametrize("code", ["", " ", "12345", "abcdef", "１２３４５６", "0" * 5000, "-" * 16])
def test_what_is_no_code_is_refused(factor: SecondFactor, code: str):
    assert not proved(factor, code)


def test_spaces_do_not_matter(factor: SecondFactor):
    code = code_of(factor)
    assert proved(factor, f" {code[:3]} {code[3:]} ")


def test_a_recovery_code_works_once(enrolled: tuple[SecondFactor, list[str]]):
    factor, codes = enrolled
    assert len(set(codes)) == 10
    assert proved(factor, codes[0])
    assert not proved(factor, codes[0])
    assert proved(factor, codes[1].upper().replace("-", " "))
    assert len(SecondFactor.objects.get().recovery_hashes) == 8


def test_the_sixth_guess_is_not_looked_at(factor: SecondFactor):
    wrong = "000000" if code_of(factor) != "000000" else "000001"
    for _number in range(5):
        assert not proved(factor, wrong)
    with pytest.raises(Locked) as locked:
        prove(factor, code_of(factor))
    assert 14 * 60 < locked.value.retry_after <= 15 * 60
    call_command("unlock", "ana@liora", stdout=StringIO())
    assert proved(factor, code_of(factor))


def test_a_good_code_forgets_the_bad_ones(factor: SecondFactor):
    for steps in (-1, 0, 1):
        for _number in range(3):
            assert not proved(factor, "1")
        with time_machine.travel(time.time() + (steps + 3) * 4 * STEP_S, tick=False):
            assert proved(factor, code_of(factor))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["code", "recovery"])
def test_of_several_at_once_one_wins(enrolled: tuple[SecondFactor, list[str]], kind: str):
    factor, codes = enrolled
    code = code_of(factor) if kind == "code" else codes[0]
    assert sorted(race(*[lambda: proved(factor, code)] * 5)) == [False] * 4 + [True]


def test_the_database_holds_neither_the_seed_nor_the_codes(
    enrolled: tuple[SecondFactor, list[str]],
):
    factor, codes = enrolled
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM second_factor")
        row = repr(cursor.fetchall())
    shown = [factor.seed.reveal(), typed_seed(factor), *codes]
    plain = [code.replace("-", "") for code in codes]
    assert [secret for secret in shown + plain if secret in row] == []


def test_an_authenticator_can_read_the_address(ana: Usuario):
    factor = prepare(ana)
    assert re.fullmatch(
        rf"otpauth://totp/Liora:ana%40liora\?secret={typed_seed(factor)}"
        r"&issuer=Liora&digits=6&period=30",
        address_to_scan(factor),
    )


def test_resetting_forgets_it(factor: SecondFactor, ana: Usuario):
    assert reset(ana) == 1
    assert confirmed_factor(ana) is None


def test_an_operator_resets_it_by_command(factor: SecondFactor, ana: Usuario):
    out = StringIO()
    call_command("reset_second_factor", "ANA@liora", stdout=out)
    assert confirmed_factor(ana) is None
    call_command("reset_second_factor", "ana@liora", stdout=out)
    assert "va a registrar otro" in out.getvalue()
    assert "no tenía segundo factor" in out.getvalue()
    with pytest.raises(CommandError, match="nadie@liora"):
        call_command("reset_second_factor", "nadie@liora")
