"""Letters go out once, late rather than never, and only to people who are there."""

import smtplib
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from accounts import postman
from accounts.letters import ask
from accounts.models import Letter, UserCliente, Usuario
from accounts.passwords import forget
from accounts.postman import MAX_ATTEMPTS, MOST_PER_HOUR, Postman
from accounts.tests.people import deliver, invited, letters, mailed_token, person
from liora.tests.racing import race

pytestmark = pytest.mark.django_db


class Trouble(EmailBackend):
    """A mail server that refuses with `error` for as long as there is one."""

    error: Exception | None = None

    def send_messages(self, messages):
        if Trouble.error:
            raise Trouble.error
        return super().send_messages(messages)


@pytest.fixture
def server(settings, monkeypatch: pytest.MonkeyPatch) -> type[Trouble]:
    settings.EMAIL_BACKEND = f"{__name__}.Trouble"
    monkeypatch.setattr(Trouble, "error", None)
    return Trouble


def make_due() -> None:
    Letter._base_manager.update(due_at=datetime.now(UTC) - timedelta(seconds=5))


def test_an_invitation_goes_out_with_its_link(settings):
    settings.PUBLIC_URL = "https://liora.example"
    invited("beto@tienda.com")
    deliver()
    [message] = mail.outbox
    assert message.to == ["beto@tienda.com"]
    assert message.subject == "Te invitaron a Aurora"
    [html] = [part.content for part in message.alternatives]
    link = f"https://liora.example/cuenta/invitacion/{mailed_token()}"
    assert link in message.body
    assert f'href="{link}"' in html
    assert "Agente" in message.body
    assert letters()[0].estado == Letter.Estado.ENVIADA


def test_a_business_name_is_no_markup_and_no_header():
    membership = invited("beto@tienda.com")
    cliente = membership.cliente
    cliente.name = "<b>Mate & Co</b>\nBcc: eva@x"
    cliente.save()
    deliver()
    [message] = mail.outbox
    assert message.subject == "Te invitaron a <b>Mate & Co</b> Bcc: eva@x"
    assert "<b>Mate & Co</b>" in message.body
    assert "&lt;b&gt;Mate &amp; Co" in message.alternatives[0].content


def test_no_token_is_ever_stored():
    invited()
    person("ana@tienda.com")
    forget("ana@tienda.com")
    deliver()
    assert len(mail.outbox) == 2
    stored = "".join(str(vars(letter)) for letter in letters())
    assert mailed_token() not in stored
    assert UserCliente._base_manager.get().invitation not in stored


@pytest.mark.parametrize("who", ["nobody", "suspended", "never accepted"])
def test_a_forgotten_password_of_nobody_is_put_aside(who: str):
    if who == "suspended":
        person("eva@x")
        Usuario.objects.update(estado=Usuario.Estado.SUSPENDIDO)
    elif who == "never accepted":
        person("eva@x", password=None)
    forget("eva@x")
    deliver()
    assert mail.outbox == []
    assert [letter.estado for letter in letters()] == [Letter.Estado.DESCARTADA]


def test_an_invitation_that_was_accepted_or_taken_back_is_put_aside():
    invited()
    UserCliente._base_manager.update(estado="activo", invitation="")
    deliver()
    assert mail.outbox == []
    assert letters()[0].estado == Letter.Estado.DESCARTADA


def test_what_fails_is_tried_again_later(server: type[Trouble]):
    person()
    ask("clave_cambiada", email="ana@tienda.com")
    server.error = ConnectionRefusedError("contraseña del servidor")
    deliver()
    [letter] = letters()
    assert (letter.estado, letter.attempts) == (Letter.Estado.PENDIENTE, 1)
    assert letter.error == "ConnectionRefusedError"
    assert letter.due_at > datetime.now(UTC)
    server.error = None
    deliver()
    assert mail.outbox == []
    make_due()
    deliver()
    assert len(mail.outbox) == 1
    assert (letters()[0].estado, letters()[0].error) == (Letter.Estado.ENVIADA, "")


def test_after_many_tries_it_is_given_up(server: type[Trouble]):
    person()
    ask("clave_cambiada", email="ana@tienda.com")
    server.error = smtplib.SMTPServerDisconnected("adiós")
    for _ in range(MAX_ATTEMPTS + 2):
        deliver()
        make_due()
    assert (letters()[0].estado, letters()[0].attempts) == (Letter.Estado.FALLIDA, MAX_ATTEMPTS)


@pytest.mark.parametrize(("code", "estado"), [(550, "fallida"), (450, "pendiente")])
def test_an_address_refused_for_good_is_not_tried_again(
    server: type[Trouble], code: int, estado: str
):
    person()
    ask("clave_cambiada", email="ana@tienda.com")
    server.error = smtplib.SMTPRecipientsRefused({"ana@tienda.com": (code, b"no")})
    deliver()
    assert letters()[0].estado == estado


def test_one_that_cannot_be_written_holds_back_no_other(caplog: pytest.LogCaptureFixture):
    person()
    ask("invitacion", email="ana@tienda.com")
    Letter._base_manager.update(kind="desconocida")
    ask("clave_cambiada", email="ana@tienda.com")
    deliver()
    assert len(mail.outbox) == 1
    assert "mail.trouble" in caplog.text


def test_a_letter_whose_workers_always_die_is_given_up_unsent():
    person()
    ask("clave_cambiada", email="ana@tienda.com")
    Letter._base_manager.update(attempts=MAX_ATTEMPTS)
    deliver()
    assert mail.outbox == []
    assert letters()[0].estado == Letter.Estado.FALLIDA


def test_while_one_worker_has_a_letter_no_other_takes_it():
    person()
    ask("clave_cambiada", email="ana@tienda.com")
    seen = []

    class Looking(EmailBackend):
        def send_messages(self, messages):
            seen.append(Postman().step())
            return super().send_messages(messages)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.core.mail.get_connection", lambda *_, **__: Looking())
        deliver()
    assert seen == [False]


def test_a_worker_that_comes_back_late_changes_nothing():
    person()
    ask("clave_cambiada", email="ana@tienda.com")
    late = Postman()
    with postman.scopes_disabled():
        letter = late._take()
    make_due()
    deliver()
    late._settle(letter, Letter.Estado.FALLIDA, "tarde")
    assert (letters()[0].estado, letters()[0].error) == (Letter.Estado.ENVIADA, "")


@pytest.mark.django_db(transaction=True)
def test_many_postmen_send_each_letter_once():
    person()
    for _ in range(12):
        ask("clave_cambiada", email="ana@tienda.com")
    race(*[deliver] * 4)
    assert len(mail.outbox) == 12
    assert {(one.estado, one.attempts) for one in letters()} == {(Letter.Estado.ENVIADA, 1)}


def test_nobodys_mailbox_is_filled_by_whoever_asks_for_links():
    person("ana@tienda.com")
    person("beto@tienda.com")
    for _ in range(MOST_PER_HOUR + 3):
        forget("ana@tienda.com")
    forget("beto@tienda.com")
    deliver()
    assert [message.to for message in mail.outbox] == [["ana@tienda.com"]] * MOST_PER_HOUR + [
        ["beto@tienda.com"]
    ]
    assert [one.error for one in letters()].count("demasiados") == 3
