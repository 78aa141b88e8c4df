"""Sending: in order, one at a time for each person, and each answer of Meta's has its meaning."""

from datetime import UTC, datetime, timedelta

import pytest

from conversations.tests.letters import ANA, BETO, CARO, write
from conversations.tests.look import log, outbound_lanes, sent_rows
from conversations.tests.skills import replying
from conversations.tests.stations import let_pass
from liora.tests.running import until
from whatsapp.graph.messages import Text
from whatsapp.models import WabaAccount
from whatsapp.tests.graph_server import answer, error

THROTTLED, PAIR, NO_TOKEN, LATE = 130429, 131056, 190, 131047


@pytest.fixture(autouse=True)
def talkative(skill):
    skill.instead["todo"] = replying(Text("uno"), Text("dos"), Text("tres"))


def account(waba) -> WabaAccount:
    return WabaAccount._base_manager.get(id=waba.id)


def seconds_until(moment: datetime | None) -> float:
    assert moment
    return (moment - datetime.now(UTC)).total_seconds()


class TestOneAfterAnother:
    def test_the_next_leaves_only_when_the_call_before_returned(self, say, graph, stations):
        """While Graph is asked about one message, the next one is not on its way."""
        on_the_way = []
        graph.on_message = lambda body: on_the_way.append(stations.outbox.in_flight)
        say("todo")
        assert graph.said == ["uno", "dos", "tres"]
        assert on_the_way == [1, 1, 1]

    def test_what_arrives_while_a_lane_is_busy_is_sent_after_it(self, waba, stations, graph):
        write(waba, "antes")
        stations.inbox.step()
        stations.outbox.step()
        write(waba, "después")
        stations.work()
        assert graph.said == ["eco: antes", "eco: después"]

    def test_many_people_are_served_at_once(self, waba, stations, graph):
        together = []
        graph.on_message = lambda body: together.append(stations.outbox.in_flight)
        for number in range(40):
            write(waba, "hola", from_=f"{5493515550200 + number}")
        stations.work()
        assert len(graph.sent) == 40
        assert max(together) > 10


class TestSurelyNotTaken:
    def test_an_overloaded_number_is_left_in_peace_for_a_while(self, waba, work, graph):
        graph.will(error(THROTTLED, 400))
        write(waba, "hola")
        work()
        row = log(direction="out")
        assert (row.estado, row.attempts, row.error_code) == ("en_cola", 1, THROTTLED)
        assert seconds_until(account(waba).paused_until) > 0
        let_pass(5)
        work()
        assert graph.said == ["eco: hola", "eco: hola"]
        row = log(direction="out")
        assert (row.estado, row.maybe_twice, row.error_code) == ("enviado", False, None)

    def test_the_wait_that_meta_asks_for_is_kept(self, waba, work, graph):
        graph.will(answer({"error": {"code": THROTTLED}}, 429, Retry_After="120"))
        write(waba, "hola")
        work()
        assert 115 < seconds_until(log(direction="out").not_before) <= 120

    def test_it_waits_longer_each_time(self, waba, work, graph):
        graph.will(*[error(THROTTLED)] * 4)
        write(waba, "hola")
        waits = []
        for _ in range(4):
            work()
            waits.append(seconds_until(log(direction="out").not_before))
            let_pass(600)
        assert waits == sorted(waits)
        assert 5 < waits[-1] < 11

    def test_one_person_too_often_holds_nobody_else(self, waba, work, graph):
        """Cloud API, pair rate limit: it is about one number and one customer."""
        graph.will(error(PAIR))
        write(waba, "hola")
        work()
        write(waba, "hola", from_=BETO)
        work()
        assert graph.said_to(f"+{BETO}") == ["eco: hola"]
        assert account(waba).paused_until is None

    def test_the_pairs_wait_grows_as_meta_asks(self, waba, work, graph):
        graph.will(*[error(PAIR)] * 3)
        write(waba, "hola")
        waits = []
        for _ in range(3):
            work()
            waits.append(seconds_until(log(direction="out").not_before))
            let_pass(600)
        # 4^n seconds, n = 0, 1, 2, spread by a quarter; a moment of it has passed already.
        limits = ((0, 1.25), (2, 5), (10, 20))
        assert all(low < wait <= high for wait, (low, high) in zip(waits, limits, strict=True))

    def test_a_server_that_is_down_is_tried_again(self, waba, work, graph):
        graph.will(error(2, 503))
        write(waba, "hola")
        work()
        let_pass(5)
        work()
        assert log(direction="out").estado == "enviado"

    def test_nobody_at_the_other_end_is_tried_again(self, waba, work, graph, settings):
        settings.META_GRAPH_URL = "http://127.0.0.1:9"
        write(waba, "hola")
        work()
        row = log(direction="out")
        assert (row.estado, row.error_code, row.maybe_twice) == ("en_cola", None, False)
        settings.META_GRAPH_URL = graph.server.url
        let_pass(5)
        work()
        assert graph.said == ["eco: hola"]

    def test_what_waits_keeps_its_place(self, waba, work, graph):
        graph.will(error(THROTTLED))
        write(waba, "todo")
        work()
        write(waba, "después")
        work()
        let_pass(600)
        work()
        assert graph.said == ["uno", "uno", "dos", "tres", "eco: después"]


class TestRefusedForGood:
    def test_it_is_not_sent_again_and_the_next_one_is(self, say, graph):
        graph.will(error(LATE, 400, details="more than 24 hours"))
        say("todo")
        assert graph.said == ["uno", "dos", "tres"]
        failed, *sent = sent_rows()
        assert (failed.estado, failed.error_code, failed.wamid) == ("fallido", LATE, "")
        assert "24 hours" in failed.error_detail
        assert failed.failed_at
        assert [row.estado for row in sent] == ["enviado", "enviado"]

    def test_an_address_that_is_none_is_refused_without_a_call(self, waba, work, graph):
        write(waba, "hola", from_="nadie")
        work()
        assert graph.sent == []
        assert log(direction="out").estado == "fallido"

    def test_content_that_cannot_be_read_is_refused_without_a_call(self, waba, stations, graph):
        """Whatever is in the ledger, a row always comes back from its thread."""
        write(waba, "hola")
        stations.inbox.step()
        (row,) = sent_rows()
        type(row)._base_manager.filter(id=row.id).update(content_json=["no", "es", "objeto"])
        stations.work()
        assert graph.sent == []
        assert log(direction="out").estado == "fallido"
        assert stations.outbox.in_flight == 0


class TestANumberThatCannotSend:
    def test_everything_of_it_waits_and_says_why(self, waba, work, graph):
        graph.will(error(NO_TOKEN, 401))
        write(waba, "hola")
        work()
        write(waba, "hola", from_=BETO)
        work()
        assert len(graph.sent) == 1
        assert {row.estado for row in sent_rows()} == {"en_cola"}
        assert account(waba).pause_reason

    def test_whoever_comes_in_the_same_moment_waits_already(self, waba, stations, graph):
        """What came back is read before anything else of that number is let go."""
        graph.will(error(NO_TOKEN, 401))
        write(waba, "hola")
        stations.inbox.step()
        stations.outbox.step()
        until(stations.outbox.courier.returned.qsize)
        write(waba, "hola", from_=BETO)
        stations.inbox.step()
        stations.work()
        assert len(graph.sent) == 1

    def test_another_number_goes_on(self, waba, other_waba, work, graph):
        graph.will(error(NO_TOKEN, 401))
        write(waba, "hola")
        work()
        write(other_waba, "hola", from_=CARO)
        work()
        assert graph.said_to(f"+{CARO}") == ["eco: hola"]

    def test_once_it_is_mended_everything_goes_out_in_order(self, waba, work, graph):
        graph.will(error(NO_TOKEN, 401))
        write(waba, "todo")
        work()
        write(waba, "después")
        work()
        let_pass(120)
        work()
        assert graph.said_to(f"+{ANA}") == ["uno", "uno", "dos", "tres", "eco: después"]
        assert (account(waba).paused_until, account(waba).pause_reason) == (None, "")

    def test_a_token_no_key_opens_is_such_a_trouble(self, waba, work, graph, settings):
        settings.ENCRYPTION_KEYS = ["otra clave"]
        write(waba, "hola")
        work()
        assert graph.server.received == []
        assert log(direction="out").estado == "en_cola"
        assert "cifrado" in account(waba).pause_reason or "clave" in account(waba).pause_reason

    def test_one_an_operator_stopped_sends_nothing(self, waba, work, graph):
        WabaAccount._base_manager.filter(id=waba.id).update(estado="detenida")
        write(waba, "hola")
        work()
        assert graph.server.received == []
        WabaAccount._base_manager.filter(id=waba.id).update(estado="activa")
        let_pass(120)
        work()
        assert graph.said == ["eco: hola"]

    def test_one_that_is_gone_fails_its_messages(self, waba, stations, graph):
        write(waba, "hola")
        stations.inbox.step()
        WabaAccount._base_manager.filter(id=waba.id).delete()
        stations.work()
        row = log(direction="out")
        assert (row.estado, row.error_detail) == (
            "fallido",
            "El número de WhatsApp de este mensaje ya no existe.",
        )


class TestTheWindow:
    """Cloud API: 24 hours from the customer's last message, only templates may be sent."""

    def test_an_answer_that_waited_too_long_is_not_sent(self, waba, work, graph):
        a_day_ago = datetime.now(UTC) - timedelta(hours=24, minutes=1)
        write(waba, "hola", received_at=a_day_ago)
        work()
        assert graph.sent == []
        row = log(direction="out")
        assert (row.estado, row.error_detail) == (
            "fallido",
            "Pasaron más de 24 horas y ya no se puede responder.",
        )

    def test_one_that_meta_delivered_a_week_late_is_kept_and_not_answered(self, waba, work, graph):
        write(waba, "hola", sent_at=datetime.now(UTC) - timedelta(days=7))
        work()
        assert graph.sent == []
        assert log(direction="out").estado == "fallido"

    def test_within_it_the_answer_goes_out(self, waba, work, graph):
        almost = datetime.now(UTC) - timedelta(hours=23)
        write(waba, "hola", received_at=almost, sent_at=almost)
        work()
        assert graph.said == ["eco: hola"]

    def test_a_clock_of_metas_that_is_ahead_closes_nothing(self, waba, work, graph):
        write(waba, "hola", sent_at=datetime.now(UTC) + timedelta(days=3))
        work()
        assert graph.said == ["eco: hola"]


class TestReadMarks:
    def test_the_message_that_is_answered_is_marked_read_once(self, say, graph, stations):
        say("todo")
        stations.close()
        (mark,) = graph.marks
        assert mark["message_id"] == log(direction="in").wamid
        assert mark["status"] == "read"

    def test_no_sign_of_typing_is_left_after_the_answer(self, say, graph, stations):
        say("hola")
        stations.close()
        assert "typing_indicator" not in graph.marks[0]

    def test_a_number_that_does_not_want_them_sends_none(self, say, graph, waba, stations):
        WabaAccount._base_manager.filter(id=waba.id).update(marks_read=False)
        say("hola")
        stations.close()
        assert graph.marks == []

    def test_a_mark_that_fails_harms_nothing(self, say, graph, stations, monkeypatch):
        monkeypatch.setattr(
            stations.outbox.courier.sender, "mark_read", lambda **_: 1 / 0, raising=True
        )
        assert len(say("hola")) == 1


def test_a_lane_with_nothing_to_send_goes_to_sleep(say):
    say("hola")
    assert [(lane.pending_since, lane.lease_until) for lane in outbound_lanes()] == [(None, None)]
