"""The pages behind mailed links: each does one thing, and leaves nothing behind."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.link_tokens import invitation_token, reset_token
from accounts.models import UserCliente, Usuario
from accounts.tests.people import NEW_PASSWORD, PASSWORD, events, invited, person
from tenants.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation() -> str:
    return reverse("cuenta:invitacion", args=[invitation_token(invited())])


@pytest.fixture
def new_password() -> str:
    return reverse("cuenta:clave", args=[reset_token(person())])


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_a_newcomer_joins(client: Client, invitation: str):
    page = client.get(invitation)
    for words in ("Te invitaron a Aurora", "Agente", "beto@tienda.com", "Tu nombre", "Clave nueva"):
        assert words in text(page)
    answer = client.post(invitation, {"nombre": "Beto", "clave": NEW_PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, reverse("cuenta:bienvenida"))
    assert "ya sos parte" in text(client.get(answer["Location"]))
    assert UserCliente._base_manager.get().estado == UserCliente.Estado.ACTIVO
    assert Usuario.objects.get().nombre == "Beto"


def test_somebody_known_is_asked_for_their_password_only(client: Client):
    person()
    where = reverse("cuenta:invitacion", args=[invitation_token(invited("ana@tienda.com"))])
    assert "Tu nombre" not in text(client.get(where))
    wrong = client.post(where, {"clave": NEW_PASSWORD})
    assert wrong.status_code == 422
    assert "Esa no es tu clave" in text(wrong)
    assert client.post(where, {"clave": PASSWORD}).status_code == 302
    assert UserCliente._base_manager.get().estado == UserCliente.Estado.ACTIVO


def test_a_new_password_is_chosen(client: Client, new_password: str):
    assert "ana@tienda.com" in text(client.get(new_password))
    answer = client.post(new_password, {"clave": NEW_PASSWORD}, REMOTE_ADDR="203.0.113.9")
    assert "está guardada" in text(client.get(answer["Location"]))
    assert Usuario.objects.get().check_password(NEW_PASSWORD)
    assert AuditEntry._base_manager.get().address == "203.0.113.9"


@pytest.mark.parametrize("clave", ["", "corta", "password123", "x" * 5000])
def test_a_bad_password_is_explained_and_never_repeated(
    client: Client, new_password: str, clave: str
):
    answer = client.post(new_password, {"clave": clave})
    assert answer.status_code == 422
    assert 'role="alert"' in text(answer)
    assert not clave or f'value="{clave}"' not in text(answer)
    assert Usuario.objects.get().check_password(PASSWORD)


def test_a_name_is_asked_for_and_kept_while_the_password_is_corrected(
    client: Client, invitation: str
):
    assert client.post(invitation, {"nombre": " ", "clave": NEW_PASSWORD}).status_code == 422
    answer = client.post(invitation, {"nombre": "Beto <b>", "clave": "corta"})
    assert 'value="Beto &lt;b&gt;"' in text(answer)


def test_looking_uses_up_nothing(client: Client, invitation: str, new_password: str):
    for where in (invitation, new_password):
        assert client.head(where).status_code == 200
        assert client.get(where).status_code == 200
    assert client.post(invitation, {"nombre": "Beto", "clave": NEW_PASSWORD}).status_code == 302
    assert client.post(new_password, {"clave": NEW_PASSWORD}).status_code == 302


def test_a_dead_link_says_so_whatever_killed_it(client: Client, invitation: str, new_password: str):
    client.post(invitation, {"nombre": "Beto", "clave": NEW_PASSWORD})
    client.post(new_password, {"clave": NEW_PASSWORD})
    dead = [invitation, new_password, "/cuenta/invitacion/x", "/cuenta/clave/x.y.z"]
    before = events()
    answers = [client.get(where) for where in dead] + [
        client.post(where, {"nombre": "Eva", "clave": "una tercera clave"}) for where in dead
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert "Este enlace ya no sirve" in text(answers[0])
    assert events() == before


def test_a_form_from_somewhere_else_is_refused(invitation: str, new_password: str):
    stranger = Client(enforce_csrf_checks=True)
    for where in (invitation, new_password):
        form = {"nombre": "Beto", "clave": NEW_PASSWORD}
        assert stranger.post(where, form).status_code == 403
    assert events() == ["usuario.invitado"]


def test_nobody_keeps_the_page_or_learns_its_address(
    client: Client, invitation: str, new_password: str
):
    pages = [invitation, new_password, "/cuenta/clave/x", "/cuenta/bienvenida"]
    for answer in map(client.get, pages):
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "same-origin"
        assert "noindex" in answer["X-Robots-Tag"]
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert answer["X-Frame-Options"] == "DENY"
        assert "<script" not in text(answer)


def test_other_ways_of_asking_are_refused(client: Client, new_password: str):
    assert client.put(new_password).status_code == 405
    assert client.delete(new_password).status_code == 405


def test_guessing_a_password_on_the_page_is_locked_as_it_is_elsewhere(client: Client):
    person("beto@tienda.com")
    page = reverse("cuenta:invitacion", args=[invitation_token(invited())])
    answers = [client.post(page, {"clave": f"adivinanza {number}"}) for number in range(12)]
    assert answers[0].status_code == 422
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0
    assert "Demasiados intentos" in text(answers[-1])
