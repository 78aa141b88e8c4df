"""Blue ticks and "escribiendo…": what the read mark of the shop does on the phone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from whatsapp.simulator import phone, statuses
from whatsapp.simulator.addresses import person
from whatsapp.simulator.models import SimulatorMessage
from whatsapp.simulator.numbers import find_number
from whatsapp.simulator.payloads import text_message
from whatsapp.tests.phones import NUMBER, PERSON, accepted, graph, look, make_number, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def number(monkeypatch):
    monkeypatch.setattr(statuses, "follow", lambda message: None)
    return make_number()


@pytest.fixture
def wrote():
    """Return a function that leaves a text of somebody on the phone, taken by the webhook."""

    def write(body: str = "hola", address: str = PERSON) -> SimulatorMessage:
        writer = person(address)
        kept = phone.write(find_number(NUMBER), writer, text_message(writer, body))
        phone.settle(kept)
        return kept

    return write


def read_mark(wamid: str, **more):
    return graph({"messaging_product": "whatsapp", "status": "read", "message_id": wamid, **more})


def status_of(message: SimulatorMessage) -> str:
    return SimulatorMessage.objects.get(id=message.id).status


def test_a_read_mark_answers_success_and_turns_the_ticks_blue(wrote):
    message = wrote()
    assert read_mark(message.wamid).json() == {"success": True}
    assert status_of(message) == "read"


def test_a_read_mark_also_marks_what_came_before_in_that_chat_only(wrote):
    before, elsewhere = wrote("uno"), wrote("dos", "5493415550199")
    marked, after = wrote("tres"), wrote("cuatro")
    SimulatorMessage.objects.filter(id=after.id).update(
        created_at=marked.created_at + timedelta(seconds=1)
    )
    read_mark(marked.wamid)
    assert [status_of(each) for each in (before, marked)] == ["read", "read"]
    assert [status_of(each) for each in (elsewhere, after)] == ["sent", "sent"]


def test_a_read_mark_of_a_message_nobody_sent_here_is_taken_too():
    assert read_mark("wamid.AJENO").json() == {"success": True}


def test_the_answer_of_the_webhook_takes_no_blue_tick_back(wrote):
    message = wrote()
    read_mark(message.wamid)
    phone.settle(message)
    assert status_of(message) == "read"


def test_the_shop_types_until_it_answers(wrote):
    message = wrote()
    read_mark(message.wamid, typing_indicator={"type": "text"})
    assert look()["typing"] is True
    accepted(graph(text()))
    assert look()["typing"] is False


def test_the_shop_types_for_25_seconds_at_most(wrote):
    message = wrote()
    read_mark(message.wamid, typing_indicator={"type": "text"})
    until = SimulatorMessage.objects.get(id=message.id).typing_until
    assert timedelta(seconds=23) < until - timezone.now() <= timedelta(seconds=25)
    SimulatorMessage.objects.update(typing_until=timezone.now() - timedelta(seconds=1))
    assert look()["typing"] is False


def test_a_plain_read_mark_types_nothing(wrote):
    read_mark(wrote().wamid)
    assert look()["typing"] is False
