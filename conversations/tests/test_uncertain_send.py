"""A send of which nobody knows whether Meta took it: never repeated blindly, never lost."""

import pytest

from conversations.models import ConversationLog
from conversations.tests.letters import tell_status, write
from conversations.tests.look import log, sent_rows
from conversations.tests.skills import replying
from conversations.tests.stations import SETTLE_S, let_pass
from whatsapp.graph.messages import Text
from whatsapp.tests.graph_server import answer, drip, error, hang, hang_up, reset

Estado = ConversationLog.Estado


@pytest.fixture
def meta_says(waba, graph):
    """Return a function that tells a status of the last message Meta took."""

    def says(state: str) -> None:
        row = log(id=graph.sent[-1]["biz_opaque_callback_data"])
        tell_status(waba, row, state, wamid=graph.accepted[row.id.hex][-1])

    return says


LOST_ANSWERS = {
    "hangs": hang,
    "hangs up": hang_up,
    "resets": reset,
    "drips": drip(b"HTTP/1.1 200 OK\r\n"),
    "says 500 without JSON": answer(b"<html>oops</html>", 500),
    "says 200 without an id": answer({"messages": []}),
    "says something else": answer(b"\xff\xfe", 200),
}


@pytest.mark.parametrize("trouble", LOST_ANSWERS)
def test_it_rests_as_uncertain_and_is_not_sent_again_at_once(waba, work, graph, trouble):
    graph.will(graph.accept_but(LOST_ANSWERS[trouble]))
    write(waba, "hola")
    work()
    let_pass(SETTLE_S - 2)
    work()
    assert len(graph.sent) == 1
    row = log(direction="out")
    assert (row.estado, row.unconfirmed, row.maybe_twice) == (Estado.INCIERTO, 1, False)
    assert row.error_detail


def test_the_status_of_it_settles_it(waba, work, graph, meta_says):
    graph.will(graph.accept_but(hang_up))
    write(waba, "hola")
    work()
    meta_says("sent")
    work()
    row = log(direction="out")
    assert row.estado == Estado.ENVIADO
    assert [row.wamid] == graph.accepted[row.id.hex]
    assert (row.maybe_twice, row.error_code, row.error_detail) == (False, None, "")
    let_pass(SETTLE_S + 1)
    work()
    assert len(graph.sent) == 1


@pytest.mark.parametrize("state", ["delivered", "read"])
def test_any_later_status_settles_it_too(waba, work, graph, meta_says, state):
    graph.will(graph.accept_but(hang_up))
    write(waba, "hola")
    work()
    meta_says(state)
    work()
    assert log(direction="out").estado == {"delivered": "entregado", "read": "leido"}[state]


def test_what_waited_behind_it_leaves_as_soon_as_it_is_settled(waba, work, graph, meta_says, skill):
    skill.instead["todo"] = replying(Text("uno"), Text("dos"))
    graph.will(graph.accept_but(hang_up))
    write(waba, "todo")
    work()
    assert graph.said == ["uno"]
    meta_says("sent")
    work()
    assert graph.said == ["uno", "dos"]


def test_without_a_status_it_is_sent_again_once_and_flagged(waba, work, graph):
    graph.will(graph.accept_but(hang_up))
    write(waba, "hola")
    work()
    let_pass(SETTLE_S + 1)
    work()
    assert len(graph.sent) == 2
    row = log(direction="out")
    assert (row.estado, row.maybe_twice) == (Estado.ENVIADO, True)
    assert row.wamid == graph.accepted[row.id.hex][-1]


def test_if_meta_never_confirms_it_is_given_up_after_the_second_time(waba, work, graph, skill):
    skill.instead["todo"] = replying(Text("uno"), Text("dos"))
    graph.will(graph.accept_but(hang_up), graph.accept_but(hang_up))
    write(waba, "todo")
    for _ in range(4):
        work()
        let_pass(SETTLE_S + 1)
    assert graph.said == ["uno", "uno", "dos"]
    first, second = sent_rows()
    assert (first.estado, first.maybe_twice, first.unconfirmed) == (Estado.FALLIDO, True, 2)
    assert first.error_detail == "Meta no confirmó el envío ninguna de las dos veces."
    assert second.estado == Estado.ENVIADO


def test_a_status_after_all_corrects_that(waba, work, graph, meta_says):
    graph.will(graph.accept_but(hang_up), graph.accept_but(hang_up))
    write(waba, "hola")
    for _ in range(4):
        work()
        let_pass(SETTLE_S + 1)
    meta_says("delivered")
    work()
    row = log(direction="out")
    assert (row.estado, row.failed_at, row.error_detail) == (Estado.ENTREGADO, None, "")
    assert row.maybe_twice


def test_the_flag_survives_whatever_comes_after(waba, work, graph):
    """The second time Meta says to come back later; the third time it takes the message."""
    graph.will(graph.accept_but(hang_up), error(130429))
    write(waba, "hola")
    for _ in range(3):
        work()
        let_pass(SETTLE_S + 600)
    row = log(direction="out")
    assert (len(graph.sent), row.estado, row.maybe_twice) == (3, Estado.ENVIADO, True)
