"""The business is told that its webhook is in trouble, and an address may ask for no more."""

from datetime import UTC, datetime, timedelta

import pytest
from django_scopes import scopes_disabled

from accounts.models import Letter, UserCliente, Usuario
from accounts.postman import Postman
from conversations.hooks.outcome import (
    MAX_ATTEMPTS,
)
from conversations.hooks.tests.conftest import with_hook
from conversations.hooks.tests.look import change, events
from conversations.models import HookEvent, HookLane
from conversations.tests.letters import write
from conversations.tests.stations import let_pass
from liora.tests.unscoped import all_of
from tenants.models import AuditEntry
from whatsapp.models import WabaAccount
from whatsapp.tests.graph_server import answer

Estado = HookEvent.Estado


class TestGone:
    """410: whoever receives asks for nothing more."""

    @pytest.fixture
    def gone(self, hooked, theirs, say, deliver, owner):
        theirs.will(answer(b"", 410))
        say("hola")
        deliver()

    def test_the_address_is_taken_off_the_number(self, gone, hooked, theirs):
        assert all_of(WabaAccount).get(pk=hooked.pk).webhook_url == ""
        assert {(row.estado, row.trouble) for row in events()} == {("muerto", "dado_de_baja")}
        assert len(theirs.calls) == 1

    def test_it_is_told_once(self, gone, hooked, deliver):
        let_pass(7200)
        deliver()
        (letter,) = letters()
        assert "410" in letter.context_json["motivo"]
        assert all_of(AuditEntry).filter(event="webhook.dado_de_baja").count() == 1

    def test_an_address_that_was_given_meanwhile_stays(self, hooked, theirs, say, deliver, sender):
        theirs.will(answer(b"", 410))
        say("hola")
        sender.step()
        with_hook(hooked, theirs.url + "&nueva=1")
        deliver()
        assert all_of(WabaAccount).get(pk=hooked.pk).webhook_url.endswith("&nueva=1")


@pytest.fixture
def owner(cliente):
    usuario = Usuario.objects.create_user("duena@tienda.example", nombre="Dueña")
    with scopes_disabled():
        UserCliente.objects.create(usuario=usuario, cliente=cliente, rol="owner")
        agente = Usuario.objects.create_user("agente@tienda.example", nombre="Agente")
        UserCliente.objects.create(usuario=agente, cliente=cliente, rol="agente")
    return usuario


def letters() -> list[Letter]:
    return list(all_of(Letter).filter(kind="webhook_caido"))


class TestLetters:
    @pytest.fixture
    def down(self, hooked, theirs, work, deliver, owner):
        theirs.always = answer(b"", 503)
        for number in range(8):
            write(hooked, "hola", from_=f"54935155506{number:02}")
        work()
        deliver()

    def test_a_short_trouble_is_nobodys_business(self, down):
        assert letters() == []

    def test_after_an_hour_the_owner_is_told(self, down, deliver, hooked):
        let_pass(3700)
        deliver()
        (letter,) = letters()
        assert letter.email == "duena@tienda.example"
        assert letter.context_json == {
            "numero": hooked.display_phone,
            "motivo": "No contestó con un código 2xx.",
        }

    def test_once_a_day_at_most(self, down, deliver):
        for _ in range(5):
            let_pass(3700)
            deliver()
        assert len(letters()) == 1
        change(HookLane, told_at=datetime.now(UTC) - timedelta(hours=25))
        let_pass(3700)
        deliver()
        assert len(letters()) == 2

    def test_one_that_died_is_told(self, one, theirs, deliver, owner):
        theirs.will(answer(b"", 500))
        change(HookEvent, attempts=MAX_ATTEMPTS - 1)
        deliver()
        assert len(letters()) == 1

    def test_the_letter_can_be_read(self, down, deliver, mailoutbox, hooked):
        let_pass(3700)
        deliver()
        assert Postman().step()
        (mail,) = mailoutbox
        assert mail.subject == "Tu webhook no está recibiendo"
        assert "No contestó con un código 2xx." in mail.body
        assert hooked.webhook_url not in mail.body
