"""A customer's word about being written to stands at once, outranks everybody, and is proven."""

from typing import Any

import pytest
from django_scopes import scope, scopes_disabled

from conversations.consent import Evidence, Source, decide, entries_of
from conversations.models import ConsentEntry, ContactIdentity, ConversationLog, ConvoState
from conversations.tests.letters import ago, write
from conversations.tests.look import contacts, identities, log, logs, sent_rows, state, states
from conversations.tests.road import ANA, PostWebhook, Say
from conversations.tests.stations import Stations
from conversations.turn import Consent, Decision, Handler
from skills.router import handle
from tenants.models import Cliente
from tenants.tests.factories import ClienteFactory
from whatsapp.models import InboundEvent, WabaAccount
from whatsapp.simulator.addresses import Person
from whatsapp.tests.wire import batch, change, events

Estado = ConvoState.Estado
GOODBYE = "Listo: no te vamos a escribir más. Si querés volver, escribí ALTA."


@pytest.fixture
def handler() -> Handler:
    """Let the skills answer."""
    return handle


def ledger(**filters: Any) -> list[ConsentEntry]:
    with scopes_disabled():
        return list(ConsentEntry.objects.filter(**filters).order_by("id"))


def put(**columns: Any) -> None:
    with scopes_disabled():
        ConvoState.objects.update(**columns)


def bodies(sent: list[Any]) -> list[str]:
    return [one["text"]["body"] for one in sent]


def test_who_opts_out_is_told_once_and_left_alone(say: Say) -> None:
    say("hola")
    assert bodies(say("BAJA")) == [GOODBYE]
    for text in ("hola?", "quiero un mate", "quiero hablar con una persona", "BAJA", "promociones"):
        assert say(text) == []
    assert state().estado == Estado.BAJA
    assert log(message_body="hola?").intent == "sistema.baja"
    assert len(logs(direction="in")) == 7


def test_the_proof_holds_the_exact_words_and_the_message(say: Say, waba: WabaAccount) -> None:
    say("Por favor, NO me escriban más!!")
    (entry,) = ledger()
    (event,) = events()
    assert (entry.kind, entry.decision, entry.source) == ("todo", "baja", "chat")
    assert entry.words == "Por favor, NO me escriban más!!"
    assert (entry.wamid, entry.event_id) == (event.message_id, event.id)
    assert (entry.contact_id, entry.convo_id) == (state().contact_id, state().id)
    assert (entry.user_msisdn, entry.cliente_id) == (ANA, waba.cliente_id)
    assert entry.said_at == event.sent_at


def test_who_comes_back_is_answered_again(say: Say) -> None:
    say("BAJA")
    (welcome,) = say("ALTA")
    assert "Te volvemos a escribir" in welcome["interactive"]["body"]["text"]
    assert state().estado == Estado.BOT
    assert len(say("hola")) == 1
    assert [entry.decision for entry in ledger()] == ["baja", "alta"]


def test_writing_again_brings_nobody_back(say: Say) -> None:
    say("BAJA")
    say("hola, quiero comprar")
    assert state().estado == Estado.BAJA
    assert len(ledger()) == 1


def test_coming_back_without_having_left_leaves_no_row(say: Say) -> None:
    assert len(say("ALTA")) == 1
    assert (ledger(), state().estado) == ([], Estado.BOT)


def test_a_message_in_the_same_batch_after_it_is_not_answered(
    waba: WabaAccount, stations: Stations, graph: Any
) -> None:
    write(waba, "BAJA", sent_at=ago(seconds=9))
    write(waba, "hola", sent_at=ago(seconds=5))
    stations.work()
    assert graph.said == [GOODBYE]


def test_it_works_while_a_person_answers(say: Say) -> None:
    say("hola")
    put(estado=Estado.HUMANO, human_reason="persona", human_until=ago(hours=-3))
    assert say("¿me lo mandás mañana?") == []
    assert bodies(say("no me escriban más")) == [GOODBYE]
    after = state()
    assert (after.estado, after.human_until, after.human_reason) == (Estado.BAJA, None, "")


def test_coming_back_does_not_take_the_word_from_a_person(say: Say) -> None:
    say("hola")
    put(estado=Estado.HUMANO)
    assert say("ALTA") == []
    assert (state().estado, ledger()) == (Estado.HUMANO, [])


def test_a_suspended_business_hears_it_and_says_nothing(say: Say, waba: WabaAccount) -> None:
    say("hola")
    Cliente.objects.filter(id=waba.cliente_id).update(estado=Cliente.Estado.SUSPENDIDO)
    assert say("BAJA") == []
    assert (state().estado, len(ledger())) == (Estado.BAJA, 1)


def test_a_decision_from_outside_overtakes_a_turn_under_way(
    say: Say, stations: Stations, waba: WabaAccount, graph: Any
) -> None:
    say("hola")
    before, asked = len(graph.sent), []

    def overtaken(turn: Any) -> Any:
        if not asked:
            asked.append(True)
            with scope(cliente=waba.cliente):
                decide(state().id, Consent(Decision.BAJA), Evidence(Source.OPERADOR, ago()))
        return handle(turn)

    stations.inbox.handler = overtaken
    write(waba, "menú")
    stations.work()
    assert (graph.sent[before:], state().estado) == ([], Estado.BAJA)


# Advertising


def test_a_template_button_stops_advertising_only(say: Say) -> None:
    say("hola")
    (told,) = bodies(say("Detener promociones"))
    assert "no te mandamos más promociones" in told
    after = state()
    assert (after.no_marketing, after.estado) == (True, Estado.BOT)
    assert [(entry.kind, entry.decision) for entry in ledger()] == [("publicidad", "baja")]
    assert len(say("hola")) == 1


def test_who_said_it_before_is_told_again_and_recorded_once(say: Say) -> None:
    assert [len(say("Detener promociones")) for _ in range(2)] == [1, 1]
    assert len(ledger()) == 1
    say("PROMOCIONES SÍ")
    assert (state().no_marketing, len(ledger())) == (False, 2)


def test_who_opted_out_of_everything_gets_no_word_about_advertising(say: Say) -> None:
    say("BAJA")
    assert say("Detener promociones") == say("promociones sí") == []
    assert len(ledger()) == 1


def preference(account: WabaAccount, wish: str, /, **more: Any) -> dict[str, Any]:
    item = {
        "wa_id": ANA,
        "category": "marketing_messages",
        "value": wish,
        "detail": f"User requested to {wish} marketing messages",
        "timestamp": 1731705721,
    }
    told = change(account, user_preferences=[item | more])
    return batch([told | {"field": "user_preferences"}])


def test_whatsapp_tells_of_a_stop_and_of_a_return(
    say: Say, post_webhook: PostWebhook, stations: Stations, waba: WabaAccount
) -> None:
    say("hola")
    for number, value in enumerate(("stop", "resume", "stop")):
        post_webhook(preference(waba, value, timestamp=1731705721 + number))
        stations.work()
        assert state().no_marketing is (value == "stop")
    assert {entry.source for entry in ledger()} == {"meta"}
    assert ledger()[0].words == "User requested to stop marketing messages"
    assert state().estado == Estado.BOT


def test_the_older_of_two_notices_changes_nothing_when_it_comes_last(
    say: Say, post_webhook: PostWebhook, stations: Stations, waba: WabaAccount
) -> None:
    say("hola")
    for value, at in (("stop", 1731705900), ("resume", 1731705721)):
        post_webhook(preference(waba, value, timestamp=at))
        stations.work()
    assert state().no_marketing is True
    assert len(ledger()) == 2


@pytest.mark.parametrize("known_as", ["5493515550101", "543515550101", "AR.13491208655302741918"])
def test_a_person_is_found_by_any_of_their_ids(
    say: Say, post_webhook: PostWebhook, stations: Stations, waba: WabaAccount, known_as: str
) -> None:
    say("hola", from_=Person(wa_id=ANA, bsuid="AR.13491208655302741918", name="Ana"))
    named = {"wa_id": known_as} if known_as.isdigit() else {"wa_id": "", "user_id": known_as}
    post_webhook(preference(waba, "stop", **named))
    stations.work()
    assert [row.no_marketing for row in states()] == [True]


def test_somebody_unknown_is_made_known(
    post_webhook: PostWebhook, stations: Stations, waba: WabaAccount
) -> None:
    post_webhook(preference(waba, "stop"))
    stations.work()
    assert (state().no_marketing, state().user_msisdn, state().estado) == (True, ANA, Estado.BOT)
    assert ("wa_id", ANA) in identities()
    assert len(contacts()) == 1


@pytest.mark.parametrize("odd", [{"value": "otra"}, {"category": "x"}, {"wa_id": ""}, {"wa_id": 7}])
def test_what_is_not_understood_changes_nothing(
    say: Say, post_webhook: PostWebhook, stations: Stations, waba: WabaAccount, odd: Any
) -> None:
    say("hola")
    post_webhook(preference(waba, "stop", **odd))
    stations.work()
    assert state(user_msisdn=ANA).no_marketing is False
    assert {event.estado for event in events()} == {InboundEvent.Estado.HECHO}


# The ledger


def test_what_another_contact_decided_follows_its_number(say: Say, waba: WabaAccount) -> None:
    say("BAJA")
    say("hola", from_="5493515550102")
    with scope(cliente=waba.cliente):
        mine, other = state(user_msisdn=ANA).contact, state(user_msisdn="5493515550102").contact
        ContactIdentity.objects.filter(contact=mine).update(contact=other)
        assert [entry.decision for entry in entries_of(other)] == ["baja"]


def test_nobody_decides_for_the_contact_of_another_business(say: Say) -> None:
    say("hola")
    with scope(cliente=ClienteFactory()), pytest.raises(ConvoState.DoesNotExist):
        decide(state().id, Consent(Decision.BAJA), Evidence(Source.API, ago()))
    assert state().estado == Estado.BOT


def test_what_waited_is_still_in_the_queue_for_its_departure_to_decide(
    waba: WabaAccount, stations: Stations
) -> None:
    """Only the confirmation is marked as what leaves whatever the customer decided."""
    write(waba, "hola", sent_at=ago(seconds=9))
    write(waba, "BAJA", sent_at=ago(seconds=5))
    stations.inbox.step()
    assert [row.intent for row in sent_rows(estado=ConversationLog.Estado.EN_COLA)] == [
        "saludo",
        "baja",
    ]
    assert state().estado == Estado.BAJA
