"""Through a retired number nothing goes out, and what arrives for it wakes nobody."""

from datetime import timedelta

from django.utils import timezone
from django_scopes import scope

from conversations.tests.letters import write
from conversations.tests.look import log
from whatsapp.models import InboundEvent
from whatsapp.numbers import connect, retire
from whatsapp.tests.factories import business_number


def test_what_waited_to_leave_fails_and_says_why(waba, stations, graph):
    write(waba, "hola")
    stations.inbox.step()
    retire(waba)
    stations.work()
    row = log(direction="out")
    assert (row.estado, row.error_detail) == (
        "fallido",
        "El número de WhatsApp de este mensaje fue retirado.",
    )
    assert graph.server.received == []


def test_what_waited_to_be_read_gets_no_answer_out(waba, work, graph):
    write(waba, "hola")
    retire(waba)
    work()
    assert graph.server.received == []
    assert log(direction="out").estado == "fallido"


def test_a_pause_does_not_keep_its_messages_waiting(waba, stations, graph):
    write(waba, "hola")
    stations.inbox.step()
    waba.paused_until = timezone.now() + timedelta(hours=1)
    with scope(cliente=waba.cliente):
        waba.save(update_fields=["paused_until"])
    retire(waba)
    stations.work()
    assert log(direction="out").estado == "fallido"


def test_connected_again_it_answers_from_its_new_account(waba, say, graph):
    number = business_number(waba)
    say("hola")
    retire(waba)
    again = connect(
        cliente=waba.cliente,
        waba_id=number.waba_id,
        phone_number_id=number.phone_number_id,
        access_token="EAAotro",
    )
    assert say("hola otra vez", number=again)
    last = InboundEvent._base_manager.order_by("received_at", "id").last()
    assert last.waba_account_id == again.pk
