"""Sessions of the administration are short and hard to steal."""

import time
from typing import Any

import pytest
import time_machine
from django.conf import settings as project
from django.test import Client
from django.urls import reverse

from accounts.models import Usuario
from liora.tests.operator_door import admin_addresses, give_password, is_in, operator
from liora.tests.test_environment import start
from liora.tests.unscoped import all_of
from tenants.models import AuditEntry

pytestmark = pytest.mark.django_db
MINUTE, HOUR = 60, 3600


@pytest.fixture
def ana(db: None) -> Usuario:
    return operator()


def test_the_cookie_is_not_for_scripts_nor_for_other_sites(client: Client, ana: Usuario):
    cookie = give_password(client).cookies[project.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 30 * MINUTE


@pytest.mark.slow
def test_outside_development_it_travels_over_tls_only():
    shown = "print(settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE)"
    assert start(script=shown).stdout.split() == ["True", "True"]


def test_its_key_changes_at_the_door(client: Client, ana: Usuario):
    planted = client.session
    planted["algo"] = "plantado"
    planted.save()
    client.cookies[project.SESSION_COOKIE_NAME] = planted.session_key
    give_password(client)
    assert client.cookies[project.SESSION_COOKIE_NAME].value != planted.session_key
    assert is_in(client)


def test_half_an_hour_of_nothing_ends_it(client: Client, ana: Usuario):
    began = time.time()
    give_password(client)
    with time_machine.travel(began + 29 * MINUTE):
        assert is_in(client)
    with time_machine.travel(began + 58 * MINUTE):
        assert is_in(client)
    with time_machine.travel(began + 89 * MINUTE):
        assert not is_in(client)


@pytest.mark.parametrize("by", ["the form", "other means"])
def test_half_a_day_ends_it_however_busy(client: Client, ana: Usuario, by: str):
    began = time.time()
    if by == "the form":
        give_password(client)
    else:
        client.force_login(ana)
    for quarters in range(12 * 4):
        with time_machine.travel(began + quarters * 15 * MINUTE):
            assert is_in(client)
    with time_machine.travel(began + 12 * HOUR + 1 * MINUTE):
        assert not is_in(client)


def test_another_password_ends_it(client: Client, ana: Usuario):
    give_password(client)
    assert is_in(client)
    ana.set_password("otra-clave-larga-de-prueba")
    ana.save(update_fields=["password"])
    assert not is_in(client)


def test_leaving_ends_it_for_whoever_kept_the_cookie(client: Client, ana: Usuario):
    give_password(client)
    kept = client.cookies[project.SESSION_COOKIE_NAME].value
    client.post(reverse("admin:logout"))
    client.cookies[project.SESSION_COOKIE_NAME] = kept
    assert not is_in(client)
    assert all_of(AuditEntry).filter(event="admin.salio").count() == 1


def test_no_page_takes_a_post_of_another_site(ana: Usuario, settings: Any):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana)
    doors = [reverse(f"admin:{name}") for name in ("login", "second_step", "enrolment")]
    for address in [*admin_addresses(), *doors]:
        assert client.post(address, {"post": "yes"}).status_code == 403, address
