"""The same message is one message, today and when Meta sends it again next week."""

from datetime import UTC, datetime, timedelta

from django_scopes import scopes_disabled

from conversations.tests.look import logs
from conversations.tests.road import ANA, PostWebhook
from conversations.tests.stations import Stations, let_pass
from whatsapp.models import InboundEvent, WabaAccount
from whatsapp.simulator.addresses import Person
from whatsapp.simulator.payloads import envelope, text_message
from whatsapp.tests.factories import business_number
from whatsapp.tests.graph_stub import GraphStub
from whatsapp.tests.wire import events

# Meta posts again for seven days (Cloud API, webhooks); its own pages also say 36 hours.
A_WEEK = 7 * 86_400


def document(waba: WabaAccount, text: str, *, age: timedelta = timedelta(0)) -> dict:
    person = Person(wa_id=ANA, name="Ana")
    stamp = str(int((datetime.now(UTC) - age).timestamp()))
    message = text_message(person, text) | {"timestamp": stamp}
    return envelope(business_number(waba), person=person, messages=[message])


def test_a_copy_that_comes_a_week_later_has_no_effect(
    waba: WabaAccount, post_webhook: PostWebhook, stations: Stations, graph: GraphStub
) -> None:
    body = document(waba, "hola")
    for _ in range(3):
        assert post_webhook(body).status_code == 200
    stations.work()
    with scopes_disabled():
        week_ago = datetime.now(UTC) - timedelta(seconds=A_WEEK)
        InboundEvent.objects.update(received_at=week_ago, handled_at=week_ago)
    let_pass(A_WEEK)
    assert post_webhook(body).status_code == 200
    stations.work()
    assert len(events()) == 1
    assert graph.said == ["eco: hola"]


def test_a_message_a_week_old_is_kept_and_not_answered(
    waba: WabaAccount, post_webhook: PostWebhook, stations: Stations, graph: GraphStub
) -> None:
    body = document(waba, "¿siguen abiertos?", age=timedelta(days=7))
    for _ in range(2):
        assert post_webhook(body).status_code == 200
    stations.work()
    assert graph.sent == []
    assert [event.estado for event in events()] == [InboundEvent.Estado.HECHO]
    (received, answer) = logs()
    assert received.message_body == "¿siguen abiertos?"
    assert (answer.estado, answer.failure) == ("fallido", "fuera_de_ventana")


def test_a_hundred_copies_in_one_post_are_one_message(
    waba: WabaAccount, post_webhook: PostWebhook, stations: Stations, graph: GraphStub
) -> None:
    body = document(waba, "hola")
    value = body["entry"][0]["changes"][0]["value"]
    value["messages"] *= 100
    assert post_webhook(body).status_code == 200
    stations.work()
    assert len(events()) == 1
    assert graph.said == ["eco: hola"]
