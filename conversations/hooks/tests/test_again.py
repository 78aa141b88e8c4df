"""What was not taken is sent again, later and later, put aside in the end, and can be sent anew."""

from datetime import UTC, datetime, timedelta

import pytest
from django_scopes import scopes_disabled

from accounts.models import Letter, UserCliente, Usuario
from accounts.postman import Postman
from conversations.hooks.calling import Answer
from conversations.hooks.outcome import (
    MAX_ATTEMPTS,
    OPEN_AFTER,
    Standing,
    event_after,
    standing_after,
)
from conversations.hooks.replaying import replay
from conversations.hooks.tests.conftest import with_hook
from conversations.hooks.tests.look import change, event, events, lane
from conversations.hooks.tests.receiver import receiver
from conversations.hooks.troubles import Trouble
from conversations.models import HookEvent, HookLane
from conversations.tests.letters import write
from conversations.tests.skills import replying
from conversations.tests.stations import let_pass
from liora.tests.unscoped import all_of
from tenants.audit import SYSTEM
from tenants.models import AuditEntry
from whatsapp.models import WabaAccount
from whatsapp.tests.graph_server import answer

Estado = HookEvent.Estado
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
BAD, GOOD = Answer(500, Trouble.REFUSED), Answer(200)
DAY_S = 24 * 3600


@pytest.fixture
def quiet(skill):
    """Let the shop answer nothing, so that a message is one event."""
    skill.instead["callate"] = replying()


@pytest.fixture
def one(hooked, quiet, work):
    """Have one event wait."""
    write(hooked, "callate")
    work()
    return event()


def waits(attempts: int) -> float:
    after = event_after(attempts, BAD, NOW)
    return (after["not_before"] - NOW).total_seconds()


class TestTheWaits:
    def test_they_grow(self):
        for attempts in range(MAX_ATTEMPTS - 1):
            middle = 3.4 ** (attempts + 1)
            assert 0.75 * middle <= waits(attempts) <= 1.25 * middle

    def test_all_of_them_are_about_a_day(self):
        whole = sum(3.4**n for n in range(1, MAX_ATTEMPTS))
        assert 0.9 * DAY_S < whole < 1.1 * DAY_S

    def test_they_are_spread(self):
        assert len({waits(5) for _ in range(20)}) > 10

    def test_the_last_one_ends_it(self):
        after = event_after(MAX_ATTEMPTS - 1, BAD, NOW)
        assert (after["estado"], after["not_before"]) == (Estado.MUERTO, None)

    def test_a_good_answer_is_the_end_too(self):
        after = event_after(3, GOOD, NOW)
        assert (after["estado"], after["delivered_at"], after["trouble"]) == ("entregado", NOW, "")


class TestTheCircuit:
    def test_it_opens_after_so_many_in_a_row(self):
        standing = Standing(0, None)
        for _ in range(OPEN_AFTER - 1):
            standing = standing_after(standing, [BAD], NOW)
            assert not standing.is_open
            assert standing.paused_until is None
        standing = standing_after(standing, [BAD], NOW)
        assert standing.is_open
        assert 20 < (standing.paused_until - NOW).total_seconds() < 45

    def test_each_pause_is_longer_up_to_an_hour(self):
        for failures, seconds in ((6, 64), (8, 256), (12, 3600), (500, 3600)):
            paused = standing_after(Standing(failures - 1, NOW), [BAD], NOW).paused_until
            assert 0.7 * seconds < (paused - NOW).total_seconds() < 1.3 * seconds

    def test_one_good_answer_closes_it(self):
        assert standing_after(Standing(40, NOW), [BAD, GOOD], NOW) == Standing(0, None)

    def test_it_remembers_since_when(self):
        later = standing_after(Standing(3, NOW), [BAD], NOW + timedelta(hours=1))
        assert later.failing_since == NOW


def test_it_is_sent_again_until_it_is_taken(one, theirs, deliver):
    theirs.will(answer(b"", 500), answer(b"", 404))
    for _ in range(3):
        deliver()
        let_pass(60)
    assert len(theirs.calls) == 3
    row = event()
    assert (row.estado, row.attempts, row.trouble, row.answered) == ("entregado", 3, "", 200)
    assert row.delivered_at


def test_not_before_its_hour(one, theirs, deliver):
    theirs.will(answer(b"", 500))
    deliver()
    let_pass(1)
    deliver()
    assert len(theirs.calls) == 1


def test_a_dead_address_costs_one_call_for_each_pause(hooked, theirs, deliver, work):
    theirs.always = answer(b"", 503)
    for number in range(20):
        write(hooked, f"hola {number}", from_=f"54935155506{number:02}")
    work()
    deliver()
    opened = len(theirs.calls)
    assert opened <= OPEN_AFTER + 3
    assert lane().paused_until > datetime.now(UTC)
    let_pass(10)
    deliver()
    assert len(theirs.calls) == opened
    for more in range(1, 4):
        let_pass(7200)
        deliver()
        assert len(theirs.calls) == opened + more


def test_what_comes_meanwhile_does_not_end_the_pause(hooked, theirs, deliver, work):
    theirs.always = answer(b"", 503)
    for number in range(8):
        write(hooked, "hola", from_=f"54935155506{number:02}")
    work()
    deliver()
    before = len(theirs.calls)
    write(hooked, "más", from_="5493515550699")
    work()
    deliver()
    assert len(theirs.calls) == before


def test_when_it_is_back_everything_goes_out_at_once(hooked, theirs, deliver, work):
    theirs.always = answer(b"", 503)
    for number in range(8):
        write(hooked, f"hola {number}", from_=f"54935155506{number:02}")
    work()
    deliver()
    theirs.always = answer(b"", 200)
    let_pass(60)
    deliver()
    assert {row.estado for row in events()} == {Estado.ENTREGADO}
    assert (lane().failures, lane().paused_until, lane().failing_since) == (0, None, None)


def test_another_address_is_tried_at_once(hooked, theirs, deliver, work, sender):
    with receiver() as dead:
        dead.always = answer(b"", 503)
        with_hook(hooked, dead.url)
        for number in range(8):
            write(hooked, "hola", from_=f"54935155506{number:02}")
        work()
        deliver()
        with_hook(hooked, theirs.url)
        sender.looked_at = float("-inf")
        deliver()
        assert len(theirs.calls) > 0
    assert lane().failures == 0


def test_after_all_its_tries_it_is_dead(one, theirs, deliver):
    theirs.always = answer(b"", 500)
    change(HookEvent, attempts=MAX_ATTEMPTS - 1)
    deliver()
    row = event()
    assert (row.estado, row.attempts, row.trouble) == (
        Estado.MUERTO,
        MAX_ATTEMPTS,
        "respuesta_http",
    )
    let_pass(DAY_S)
    deliver()
    assert len(theirs.calls) == 1


def test_its_conversation_goes_on_then(one, hooked, theirs, deliver, work):
    theirs.will(answer(b"", 500))
    change(HookEvent, attempts=MAX_ATTEMPTS - 1)
    write(hooked, "sigo")
    work()
    deliver()
    assert [text for _kind, text in theirs.told] == ["callate", "sigo", "eco: sigo"]


def test_what_waited_a_day_for_a_dead_address_dies_without_a_call(
    hooked, theirs, deliver, work, quiet
):
    theirs.always = answer(b"", 503)
    for number in range(8):
        write(hooked, "callate", from_=f"54935155506{number:02}")
    work()
    deliver()
    before = len(theirs.calls)
    change(HookEvent, created_at=datetime.now(UTC) - timedelta(hours=25))
    let_pass(7200)
    deliver()
    assert len(theirs.calls) == before
    assert {(row.estado, row.trouble) for row in events()} == {(Estado.MUERTO, "vencido")}


class TestReplay:
    @pytest.fixture
    def dead(self, one, theirs, deliver):
        theirs.will(answer(b"", 500))
        change(HookEvent, attempts=MAX_ATTEMPTS - 1)
        deliver()
        assert event().estado == Estado.MUERTO
        return event()

    def again(self) -> int:
        with scopes_disabled():
            return replay(HookEvent.objects.all(), actor=SYSTEM)

    def test_it_goes_out_with_the_id_it_had(self, dead, theirs, deliver):
        assert self.again() == 1
        deliver()
        assert [call.delivery for call in theirs.calls] == [str(dead.pk)] * 2
        row = event()
        assert (row.estado, row.attempts) == (Estado.ENTREGADO, 1)
        assert row.replayed_at

    def test_what_was_taken_can_be_sent_again_too(self, one, theirs, deliver):
        deliver()
        assert self.again() == 1
        deliver()
        assert len(theirs.calls) == 2

    def test_what_still_waits_stays_as_it_is(self, one, theirs):
        change(HookEvent, attempts=4)
        assert self.again() == 0
        assert event().attempts == 4

    def test_a_pause_ends(self, dead, theirs, deliver):
        soon = datetime.now(UTC) + timedelta(hours=1)
        change(HookLane, failures=9, failing_since=soon, paused_until=soon)
        self.again()
        deliver()
        assert event().estado == Estado.ENTREGADO

    def test_its_day_begins_anew(self, dead, theirs, deliver):
        change(HookEvent, created_at=datetime.now(UTC) - timedelta(days=9))
        change(HookLane, failures=3)
        self.again()
        deliver()
        assert event().estado == Estado.ENTREGADO

    def test_it_leaves_a_trace(self, dead):
        self.again()
        (entry,) = all_of(AuditEntry).filter(event="webhook.reenviado")
        assert entry.target == str(dead.pk)


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
