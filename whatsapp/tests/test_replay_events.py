"""`manage.py replay_events` puts back what could not be answered."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django_scopes import scopes_disabled

from conversations.tests.letters import ANA, BETO, write
from whatsapp.models import InboundEvent
from whatsapp.tests.wire import events, lanes

pytestmark = pytest.mark.django_db

DEAD = {
    "estado": InboundEvent.Estado.MUERTO,
    "attempts": 5,
    "error": "ValueError: una falla",
}


def replay_events(*arguments: str) -> str:
    shown = StringIO()
    call_command("replay_events", *arguments, stdout=shown)
    return shown.getvalue().strip()


@pytest.fixture
def dead(waba):
    """Return two dead messages of one Cliente; a third one was answered."""
    first = write(waba, "uno", **DEAD)
    second = write(waba, "dos", from_=BETO, **DEAD)
    write(waba, "tres", estado=InboundEvent.Estado.HECHO)
    for lane in lanes():
        lane.pending_since = None
        with scopes_disabled():
            lane.save()
    return [first, second]


def test_it_works(dead):
    assert replay_events() == "Se vuelven a intentar 2 eventos."
    revived = events(id__in=[event.id for event in dead])
    assert {event.estado for event in revived} == {InboundEvent.Estado.PENDIENTE}
    assert {(event.attempts, event.error, event.not_before) for event in revived} == {(0, "", None)}
    assert all(lane.pending_since for lane in lanes())
    assert replay_events() == "Se vuelven a intentar 0 eventos."


def test_what_was_answered_is_left_alone(dead):
    replay_events()
    assert [event.estado for event in events()].count(InboundEvent.Estado.HECHO) == 1


def test_one_alone_can_be_put_back(dead):
    assert replay_events("--event", str(dead[1].id)) == "Se vuelve a intentar 1 evento."
    assert [event.address for event in events(estado="pendiente")] == [BETO]
    assert [lane.address for lane in lanes() if lane.pending_since] == [BETO]


def test_those_of_one_cliente_can_be_put_back(dead, waba, other_waba):
    write(other_waba, "cuatro", **DEAD)
    replay_events("--cliente", other_waba.cliente.slug)
    assert [event.cliente_id for event in events(estado="pendiente")] == [other_waba.cliente_id]


def test_a_dry_run_only_counts(dead):
    assert replay_events("--dry-run") == "Se volverían a intentar 2 eventos."
    assert len(events(estado=InboundEvent.Estado.MUERTO)) == 2
    assert [lane.pending_since for lane in lanes()] == [None, None]


def test_a_list_says_which_and_why_and_not_what_was_said(dead, waba):
    shown = replay_events("--list").splitlines()
    assert [str(event.id) in line for event, line in zip(dead, shown, strict=True)] == [True, True]
    assert all(waba.cliente.slug in line and "una falla" in line for line in shown)
    assert "uno" not in "".join(shown)
    assert ANA not in "".join(shown)
    assert len(events(estado=InboundEvent.Estado.MUERTO)) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--cliente", "nadie"], "No hay ningún cliente «nadie»."),
        (["--event", "00000000-0000-7000-8000-000000000000"], "No hay ningún evento muerto"),
    ],
)
def test_what_is_not_there_is_said(dead, arguments, said):
    with pytest.raises(CommandError, match=said):
        replay_events(*arguments)


def test_an_answered_event_cannot_be_put_back(dead):
    (done,) = events(estado=InboundEvent.Estado.HECHO)
    with pytest.raises(CommandError):
        replay_events("--event", str(done.id))


def test_it_is_answered_then(dead, work, graph):
    replay_events()
    work()
    assert len(graph.sent) == 2
    assert {event.estado for event in events()} == {InboundEvent.Estado.HECHO}
