"""Nobody sees a page of the administration with a password alone."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import SecondFactor, Usuario
from accounts.second_factor import reset
from liora.tests.operator_door import (
    EMAIL,
    PASSWORD,
    admin_addresses,
    code_of,
    enrolled,
    give_code,
    give_password,
    is_in,
    operator,
)
from liora.tests.unscoped import all_of
from tenants.models import AuditEntry

pytestmark = pytest.mark.django_db
SECOND_STEP, LOGIN = "/admin/segundo-paso/", "/admin/login/"


@pytest.fixture(autouse=True)
def second_factor_is_asked_for(settings: Any) -> None:
    settings.ADMIN_SECOND_FACTOR = True


@pytest.fixture
def ana(db: None) -> Usuario:
    return operator()


def test_it_works(client: Client, ana: Usuario):
    enrolled(ana)
    assert give_password(client).headers["Location"] == SECOND_STEP
    assert not is_in(client)
    answer = give_code(client, code_of(SecondFactor.objects.get()))
    assert answer.headers["Location"] == "/admin/"
    assert is_in(client)
    events = all_of(AuditEntry).filter(event="admin.entro")
    assert [event.target for event in events] == [str(ana.pk)]


@pytest.mark.parametrize("half", ["password proved", "signed in without a second factor"])
def test_a_password_alone_opens_no_page(client: Client, ana: Usuario, half: str):
    enrolled(ana)
    if half == "password proved":
        give_password(client)
    else:
        client.force_login(ana)
    addresses = admin_addresses()
    assert len(addresses) > 100
    assert reverse("admin:accounts_usuario_add") in addresses
    for address in addresses:
        for answer in (client.get(address), client.post(address, {})):
            assert answer.status_code == 302, address
            where = answer.headers["Location"]
            assert where.startswith(LOGIN) or (where == "/admin/" and "logout" in address), address


def test_whoever_is_half_way_in_is_led_to_the_second_step(client: Client, ana: Usuario):
    enrolled(ana)
    give_password(client)
    page = client.get("/admin/accounts/usuario/", follow=True)
    assert page.redirect_chain[-1][0] == SECOND_STEP
    assert "seis números" in page.content.decode()
    assert 'name="username"' in client.get(LOGIN + "?otra").content.decode()


def test_a_code_is_good_for_one_session(client: Client, ana: Usuario):
    enrolled(ana)
    code = code_of(SecondFactor.objects.get())
    other = Client()
    for browser in (client, other):
        give_password(browser)
    assert give_code(client, code).status_code == 302
    assert "ya se usó" in give_code(other, code).content.decode()
    assert not is_in(other)


def test_a_recovery_code_opens_once(client: Client, ana: Usuario):
    codes = enrolled(ana)
    give_password(client)
    give_code(client, codes[0])
    assert is_in(client)
    other = Client()
    give_password(other)
    give_code(other, codes[0])
    assert not is_in(other)


def test_guesses_at_the_code_end_in_a_shut_door(client: Client, ana: Usuario):
    enrolled(ana)
    give_password(client)
    assert [give_code(client, "1").status_code for _number in range(5)] == [200] * 5
    answer = give_code(client, code_of(SecondFactor.objects.get()))
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert not is_in(client)
    refused = all_of(AuditEntry).filter(event="admin.entrada_rechazada")
    assert refused.count() == 5


def test_a_newcomer_enrols_and_sees_the_recovery_codes_once(client: Client, ana: Usuario):
    give_password(client, next="/admin/accounts/usuario/")
    page = client.get(SECOND_STEP, follow=True)
    factor = SecondFactor.objects.get()
    assert "<svg" in page.content.decode()
    again = client.get("/admin/segundo-paso/alta/")
    assert SecondFactor.objects.get() == factor
    assert again.content.count(b"<svg") >= 1
    wrong = client.post("/admin/segundo-paso/alta/", {"code": "1"})
    assert "no es correcto" in wrong.content.decode()
    assert not is_in(client)
    done = client.post("/admin/segundo-paso/alta/", {"code": code_of(factor)})
    codes = re.findall(r"<code>([a-z2-7-]{19})</code>", done.content.decode())
    assert len(codes) == 10
    assert 'href="/admin/accounts/usuario/"' in done.content.decode()
    assert "no-store" in done.headers["Cache-Control"]
    assert is_in(client)
    other = Client()
    give_password(other)
    assert give_code(other, codes[3]).status_code == 302
    assert is_in(other)


def test_nobody_enrols_over_what_is_enrolled(client: Client, ana: Usuario):
    give_password(client)
    client.get("/admin/segundo-paso/alta/")
    waiting = SecondFactor.objects.get()
    enrolled(ana)
    client.post("/admin/segundo-paso/alta/", {"code": code_of(waiting)})
    assert not is_in(client)
    assert client.get("/admin/segundo-paso/alta/").headers["Location"] == SECOND_STEP


def test_the_pages_after_the_password_are_for_whoever_gave_it(client: Client, ana: Usuario):
    for path in (SECOND_STEP, "/admin/segundo-paso/alta/"):
        for answer in (client.get(path), client.post(path, {"code": "123456"})):
            assert answer.headers["Location"].startswith(LOGIN)
    assert not SecondFactor.objects.exists()


@pytest.mark.parametrize(
    "change", [{"estado": "suspendido"}, {"is_staff": False}, {"password": "md5$otra$clave"}]
)
def test_what_changed_between_the_steps_counts(client: Client, ana: Usuario, change: dict):
    enrolled(ana)
    give_password(client)
    Usuario.objects.update(**change)
    answer = give_code(client, code_of(SecondFactor.objects.get()))
    assert answer.headers["Location"].startswith(LOGIN)
    assert not is_in(client)


def test_resetting_the_second_factor_ends_what_it_opened(client: Client, ana: Usuario):
    enrolled(ana)
    give_password(client)
    give_code(client, code_of(SecondFactor.objects.get()))
    assert is_in(client)
    reset(ana)
    assert not is_in(client)


def test_wrong_passwords_end_in_a_shut_door(client: Client, ana: Usuario):
    for _number in range(5):
        answer = give_password(client, "no-es-esa")
        assert answer.status_code == 200
    locked = give_password(client)
    assert locked.status_code == 429
    assert 14 * 60 < int(locked.headers["Retry-After"]) <= 15 * 60
    assert "Esperá 15 minutos" in locked.content.decode()


def test_the_api_and_the_administration_count_together(client: Client, ana: Usuario):
    for _number in range(5):
        give_password(client, "no-es-esa")
    body = {"email": EMAIL, "password": PASSWORD}
    answer = client.post("/api/v1/auth/login", body, content_type="application/json")
    assert answer.status_code == 429


def test_whoever_is_no_operator_learns_nothing(client: Client, ana: Usuario):
    wrong = give_password(client, "no-es-esa").context["form"].non_field_errors()
    Usuario.objects.update(is_staff=False)
    right = give_password(client).context["form"].non_field_errors()
    assert right == wrong
    assert not is_in(client)


def test_where_it_is_off_the_password_is_enough(client: Client, ana: Usuario, settings: Any):
    settings.ADMIN_SECOND_FACTOR = False
    assert give_password(client).headers["Location"] == "/admin/"
    assert is_in(client)
    settings.ADMIN_SECOND_FACTOR = True
    assert not is_in(client)


@pytest.mark.parametrize(
    "there", ["https://mala.example/", "//mala.example", "javascript:alert(1)"]
)
def test_the_way_on_stays_in_the_house(client: Client, ana: Usuario, there: str):
    enrolled(ana)
    give_password(client, next=there)
    answer = give_code(client, code_of(SecondFactor.objects.get()))
    assert answer.headers["Location"] == "/admin/"
