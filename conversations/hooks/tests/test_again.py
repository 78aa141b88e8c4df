"""What was not taken is sent again, later and later, put aside in the end, and can be sent anew."""

from datetime import UTC, datetime, timedelta

from django_scopes import scopes_disabled

from conversations.hooks.calling import Answer
from conversations.hooks.outcome import (
    MAX_ATTEMPTS,
    OPEN_AFTER,
    Standing,
    event_after,
    standing_after,
)
from conversations.hooks.tests.conftest import with_hook
from conversations.hooks.tests.look import change, event, events, lane
from conversations.hooks.tests.receiver import receiver
from conversations.hooks.troubles import Trouble
from conversations.models import HookEvent
from conversations.tests.letters import write
from conversations.tests.stations import let_pass
from whatsapp.tests.graph_server import answer

Estado = HookEvent.Estado
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
BAD, GOOD = Answer(500, Trouble.REFUSED), Answer(200)
DAY_S = 24 * 3600


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
    hours = datetime.now(UTC) + timedelta(hours=9)
    with scopes_disabled():
        HookEvent.objects.filter(attempts__gt=0).update(not_before=hours)
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
