"""The whole road of a message, from Meta and back to Meta, and what is written on the way."""

from datetime import timedelta

from conversations.tests.look import log, logs, outbound_lanes, sent_rows, state
from conversations.tests.skills import replying
from whatsapp.graph.messages import Button, Buttons, Image, ListMenu, Row, Section, Text
from whatsapp.inbound_lanes import wake_inbound
from whatsapp.models import InboundEvent
from whatsapp.simulator.addresses import Person
from whatsapp.tests.wire import events, lanes


def test_it_works(say):
    (body,) = say("hola")
    assert body["to"] == "+5493515550101"
    assert body["text"]["body"] == "eco: hola"


def test_both_directions_are_logged(say, waba):
    say("hola")
    received, answered = logs()
    assert (received.direction, received.estado, received.message_body) == (
        "in",
        "recibido",
        "hola",
    )
    assert (answered.direction, answered.estado, answered.message_body) == (
        "out",
        "enviado",
        "eco: hola",
    )
    for row in (received, answered):
        assert (row.cliente_id, row.waba_account_id) == (waba.cliente_id, waba.id)
        assert (row.intent, row.skill, row.reason) == ("eco", "eco", "eco de la prueba")
        assert row.user_msisdn == "5493515550101"
        assert row.slots_json == {"oídos": ["hola"]}
        assert row.event_id == events()[0].id


def test_the_answer_bears_metas_id_and_the_time_it_took(say, graph):
    (body,) = say("hola")
    answered = log(direction="out")
    assert [answered.wamid] == graph.accepted[body["biz_opaque_callback_data"]]
    assert body["biz_opaque_callback_data"] == answered.id.hex
    waited = answered.sent_at - events()[0].received_at
    assert abs(waited - timedelta(milliseconds=answered.latency_ms)) < timedelta(milliseconds=5)
    assert set(answered.timings_json) == {"cola_ms", "graph_ms"}
    assert set(log(direction="in").timings_json) == {"espera_ms", "habilidad_ms"}


def test_the_conversation_remembers(say):
    say("hola")
    say("¿y ahora?")
    now = state()
    assert now.slots_json == {"oídos": ["hola", "¿y ahora?"]}
    assert (now.last_intent, now.last_seq, now.user_msisdn) == ("eco", 4, "5493515550101")
    assert [row.seq for row in logs()] == [1, 2, 3, 4]
    assert now.last_inbound_at == events()[-1].sent_at


def test_nothing_is_left_waiting(say):
    say("hola")
    assert [event.estado for event in events()] == [InboundEvent.Estado.HECHO]
    assert all(event.handled_at for event in events())
    assert [lane.pending_since for lane in lanes() + outbound_lanes()] == [None, None]
    assert [lane.lease_until for lane in lanes() + outbound_lanes()] == [None, None]


def test_a_skill_is_told_what_it_may_know(say, skill, waba):
    say("hola")
    (turn,) = skill.turns
    assert (turn.cliente_id, turn.cliente_name) == (waba.cliente_id, waba.cliente.name)
    assert (turn.contact_name, turn.last_intent, turn.catalog_version) == ("Ana", "", None)
    say("¿y ahora?")
    assert skill.turns[1].last_intent == "eco"
    assert skill.turns[1].slots == {"oídos": ["hola"]}


def test_silence_is_an_answer_too(say, skill):
    skill.instead["👍"] = replying()
    assert say("👍") == []
    assert [row.direction for row in logs()] == ["in"]
    assert [event.estado for event in events()] == ["hecho"]


def test_several_answers_go_out_in_order(say, skill, graph):
    menu = ListMenu("¿Qué querés ver?", "Ver", (Section("", (Row("a", "Yerba"),)),))
    skill.instead["todo"] = replying(
        Text("uno"),
        Image("https://example.com/a.jpg", "dos"),
        Buttons("tres", (Button("si", "Sí"),)),
        menu,
    )
    bodies = say("todo")
    assert [body["type"] for body in bodies] == ["text", "image", "interactive", "interactive"]
    assert graph.said == ["uno", "dos", "tres", "¿Qué querés ver?"]
    assert [row.message_type for row in sent_rows()] == [
        "text",
        "image",
        "interactive.button",
        "interactive.list",
    ]


def test_a_text_too_long_for_one_message_becomes_several(say, skill):
    skill.instead["largo"] = replying(Text("Una oración cualquiera. " * 400))
    bodies = say("largo")
    assert len(bodies) == 3
    assert all(len(body["text"]["body"]) <= 4096 for body in bodies)


def test_the_same_person_at_two_shops_is_two_conversations(say, waba, other_waba):
    say("hola")
    say("qué tal", number=other_waba)
    ours, theirs = waba.cliente, other_waba.cliente
    assert [row.message_body for row in logs(cliente=ours)] == ["hola", "eco: hola"]
    assert [row.message_body for row in logs(cliente=theirs)] == ["qué tal", "eco: qué tal"]
    assert state(cliente=theirs).slots_json == {"oídos": ["qué tal"]}


def test_a_lane_that_was_woken_for_nothing_goes_back_to_sleep(cliente, work):
    wake_inbound([(cliente.id, "5493515550101")])
    work()
    assert [lane.pending_since for lane in lanes()] == [None]
    assert logs() == []


def test_somebody_whose_number_is_hidden_is_answered_by_their_user_id(say):
    (body,) = say("hola", from_=Person(bsuid="AR.13491208655302741918", name="Ana"))
    assert (body.get("to"), body["recipient"]) == (None, "AR.13491208655302741918")


def test_what_is_sent_is_kept_in_metas_shape(say):
    say("hola")
    assert sent_rows()[0].content_json == {
        "type": "text",
        "text": {"body": "eco: hola", "preview_url": False},
    }
