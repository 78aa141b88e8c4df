"""A refresh token works once; a second use of it ends all that came of it."""

from datetime import timedelta

import pytest
import time_machine
from django_scopes import scopes_disabled

from accounts import sessions
from accounts.models import Session, UserCliente
from accounts.tests.conftest import Join
from liora.tests.racing import race
from liora.tests.world import Caller
from tenants.models import AuditEntry


def begin(membership: UserCliente) -> sessions.Pair:
    return sessions.begin(membership.usuario, membership, address="", user_agent="")


def refreshed(refresh: str):
    return Caller().post("auth/refresh", {"refresh": refresh})


@pytest.mark.django_db
def test_it_works(join: Join):
    answer = refreshed(begin(join()).refresh)
    data = answer.json()["data"]
    assert answer.status_code == 200
    assert Caller(data["access"]).get("me").status_code == 200
    assert refreshed(data["refresh"]).status_code == 200


@pytest.mark.django_db
def test_reuse_ends_the_whole_family(join: Join):
    first = begin(join())
    second = refreshed(first.refresh).json()["data"]
    assert refreshed(first.refresh).status_code == 401
    assert refreshed(second["refresh"]).status_code == 401
    assert Caller(second["access"]).get("me").status_code == 401
    assert Caller(first.access).get("me").status_code == 401
    assert Session.objects.get().end_reason == Session.End.REUSO
    with scopes_disabled():
        assert AuditEntry.objects.filter(event="cuenta.sesion_reusada").count() == 1


@pytest.mark.django_db
def test_another_session_of_the_same_person_goes_on(join: Join):
    membership = join()
    stolen, other = begin(membership), begin(membership)
    refreshed(stolen.refresh)
    refreshed(stolen.refresh)
    assert Caller(other.access).get("me").status_code == 200
    assert refreshed(other.refresh).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_of_twenty_at_once_one_wins(join: Join):
    pair = begin(join())
    statuses = race(*[lambda: refreshed(pair.refresh).status_code] * 20)
    assert sorted(statuses) == [200] + [401] * 19


@pytest.mark.django_db
def test_an_old_one_has_expired(join: Join):
    pair = begin(join())
    with time_machine.travel(timedelta(days=14, minutes=1)):
        assert refreshed(pair.refresh).status_code == 401


@pytest.mark.django_db
def test_sessions_long_over_are_forgotten_at_the_next_sign_in(join: Join):
    membership = join()
    begin(membership)
    with time_machine.travel(timedelta(days=16)):
        begin(membership)
    assert Session.objects.count() == 1
