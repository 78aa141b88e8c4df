"""A password is replaced by whoever holds a fresh link or knows it, and its owner is told."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from accounts.link_tokens import InvalidLink, reset_token
from accounts.models import Usuario
from accounts.passwords import (
    WrongPassword,
    change_password,
    forget,
    reset_password,
    set_password,
)
from accounts.tests.people import (
    NEW_PASSWORD,
    PASSWORD,
    deliver,
    events,
    letters,
    mailed_token,
    person,
)
from liora.tests.racing import race
from tenants.audit import SYSTEM
from tenants.models import AuditEntry

pytestmark = pytest.mark.django_db


def knows(password: str) -> bool:
    return Usuario.objects.get().check_password(password)


def test_the_road_from_forgotten_to_new():
    usuario = person()
    forget("ANA@tienda.com")
    deliver()
    assert reset_password(mailed_token(), NEW_PASSWORD, SYSTEM) == usuario
    assert knows(NEW_PASSWORD)
    assert events() == ["cuenta.clave_restablecida"]
    assert AuditEntry._base_manager.get().usuario_id == usuario.pk
    deliver()
    assert [message.subject for message in mail.outbox] == [
        "Elegí una clave nueva",
        "Cambió la clave de tu cuenta",
    ]


def test_a_link_works_once():
    token = reset_token(person())
    reset_password(token, NEW_PASSWORD, SYSTEM)
    with pytest.raises(InvalidLink):
        reset_password(token, "una tercera clave", SYSTEM)
    assert knows(NEW_PASSWORD)


def test_a_weak_password_changes_nothing_and_uses_up_nothing():
    token = reset_token(person())
    for weak in ("", "corta", "password123", "ana@tienda.com"):
        with pytest.raises(ValidationError):
            reset_password(token, weak, SYSTEM)
    assert knows(PASSWORD)
    assert (events(), letters()) == ([], [])
    reset_password(token, NEW_PASSWORD, SYSTEM)


def test_whoever_knows_it_changes_it():
    usuario = person()
    change_password(usuario, PASSWORD, NEW_PASSWORD, SYSTEM)
    assert knows(NEW_PASSWORD)
    assert usuario.check_password(NEW_PASSWORD)
    assert events() == ["cuenta.clave_cambiada"]
    assert [letter.kind for letter in letters()] == ["clave_cambiada"]


def test_whoever_does_not_changes_nothing():
    with pytest.raises(WrongPassword):
        change_password(person(), "no es esta", NEW_PASSWORD, SYSTEM)
    assert knows(PASSWORD)
    assert (events(), letters()) == ([], [])


def test_one_replaced_meanwhile_stays_replaced():
    stale = person()
    change_password(Usuario.objects.get(), PASSWORD, NEW_PASSWORD, SYSTEM)
    assert not set_password(stale, "una tercera clave", event="cuenta.clave_cambiada", actor=SYSTEM)
    assert knows(NEW_PASSWORD)


@pytest.mark.django_db(transaction=True)
def test_a_link_used_by_many_at_once_works_once():
    token = reset_token(person())

    def attempt() -> bool:
        try:
            reset_password(token, NEW_PASSWORD, SYSTEM)
        except InvalidLink:
            return False
        return True

    assert sorted(race(*[attempt] * 4)) == [False, False, False, True]
    assert events() == ["cuenta.clave_restablecida"]
