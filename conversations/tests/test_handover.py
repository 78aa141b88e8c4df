"""A person who answers has the conversation to themselves, until they or the clock give it back."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F
from django_scopes import scope, scopes_disabled

from accounts.models import Letter, UserCliente, Usuario
from conversations.handover import return_to_bot, take_over
from conversations.models import ConversationLog, ConvoState
from conversations.replying import OptedOut, OutsideWindow, reply
from conversations.tests.letters import ago, write
from conversations.tests.look import log, logs, sent_rows, state, states
from conversations.tests.road import ANA, PostWebhook, Say
from conversations.tests.stations import Stations
from conversations.turn import Handler
from liora.ops.clock import DatabaseClock
from skills.router import handle
from whatsapp.models import WabaAccount
from whatsapp.simulator.addresses import Person
from whatsapp.tests.wire import batch, change, events

Estado, Handover = ConvoState.Estado, ConvoState.Handover
Row, Origin = ConversationLog.Estado, ConversationLog.Origin
BSUID = "AR.13491208655302741918"


@pytest.fixture
def handler() -> Handler:
    """Let the skills answer."""
    return handle


@pytest.fixture
def owner(waba: WabaAccount) -> Usuario:
    return member(waba, "duena@tienda", UserCliente.Rol.OWNER)


def member(waba: WabaAccount, email: str, rol: str) -> Usuario:
    usuario = Usuario.objects.create_user(email, nombre="Ana")
    with scope(cliente=waba.cliente):
        UserCliente.objects.create(usuario=usuario, cliente=waba.cliente, rol=rol)
    return usuario


def letters() -> list[Letter]:
    with scopes_disabled():
        return list(Letter.objects.filter(kind="espera_persona").order_by("id"))


def let_human_time_pass(**units: float) -> None:
    with scopes_disabled():
        for name in ("human_until", "alerted_at"):
            held = ConvoState.objects.filter(**{f"{name}__isnull": False})
            held.update(**{name: F(name) - timedelta(**units)})


def hours_left() -> float:
    until = state().human_until
    assert until is not None
    return (until - DatabaseClock().now()) / timedelta(hours=1)


# Asked for by the customer


def test_who_asks_for_a_person_is_told_once_and_then_left_to_one(say: Say) -> None:
    (told,) = say("quiero hablar con una persona")
    assert "te van a responder por acá" in told["text"]["body"]
    assert say("¿hay alguien?") == say("ver catálogo") == []
    after = state()
    assert (after.estado, after.human_reason) == (Estado.HUMANO, Handover.PEDIDO)
    assert 11.9 < hours_left() <= 12


def test_the_hours_are_a_setting(say: Say, settings: Any) -> None:
    settings.HUMAN_HOURS = 2
    say("/humano")
    assert 1.9 < hours_left() <= 2


def test_liora_comes_back_by_herself(say: Say) -> None:
    say("/humano")
    let_human_time_pass(hours=11.9)
    assert say("¿hay alguien?") == []
    let_human_time_pass(hours=0.2)
    assert len(say("hola")) == 1
    after = state()
    assert (after.estado, after.human_until, after.human_reason) == (Estado.BOT, None, "")


def test_without_an_end_she_waits(say: Say) -> None:
    say("/humano")
    with scopes_disabled():
        ConvoState.objects.update(human_until=None)
    assert say("hola") == []


def test_those_who_run_the_business_are_told(say: Say, waba: WabaAccount, owner: Usuario) -> None:
    member(waba, "admin@tienda", UserCliente.Rol.ADMIN)
    member(waba, "agente@tienda", UserCliente.Rol.AGENTE)
    say("quiero hablar con una persona")
    assert [letter.email for letter in letters()] == ["admin@tienda", "duena@tienda"]
    told = letters()[0].context_json
    assert told == {
        "contacto": "Ana",
        "direccion": ANA,
        "texto": "quiero hablar con una persona",
        "motivo": "pedido",
    }


def test_they_are_told_once_an_hour_of_one_conversation(say: Say, owner: Usuario) -> None:
    def ask_again() -> int:
        with scopes_disabled():
            ConvoState.objects.update(estado=Estado.BOT)
        say("/humano")
        return len(letters())

    assert [ask_again(), ask_again()] == [1, 1]
    let_human_time_pass(hours=1)
    assert ask_again() == 2


def test_they_are_not_buried_in_letters(
    say: Say, owner: Usuario, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("accounts.letters.MOST_PER_DAY", 2)
    for number in range(4):
        say("/humano", from_=f"549351555020{number}")
    assert len(letters()) == 2


# A person answers


def answer(waba: WabaAccount, text: str = "Soy Marta", **how: Any) -> ConversationLog:
    with scope(cliente=waba.cliente):
        return reply(state().id, text, usuario_id=None, origin=Origin.OPERADOR, **how)


def test_a_persons_reply_leaves_and_silences_liora(
    say: Say, waba: WabaAccount, stations: Stations, graph: Any
) -> None:
    say("hola")
    answer(waba)
    stations.work()
    assert graph.sent[-1]["text"]["body"] == "Soy Marta"
    assert say("gracias Marta") == []
    assert (state().human_reason, sent_rows()[-1].origin) == ("persona", "operador")


def test_every_reply_lengthens_their_turn_and_none_shortens_it(say: Say, waba: WabaAccount) -> None:
    say("hola")
    answer(waba)
    let_human_time_pass(hours=5)
    assert hours_left() < 7.1
    answer(waba)
    assert hours_left() > 11.9
    with scope(cliente=waba.cliente):
        take_over(state().id, Handover.PERSONA, at=ago(hours=6))
    assert hours_left() > 11.9


def test_what_liora_had_not_sent_yet_is_dropped(
    say: Say, waba: WabaAccount, stations: Stations, graph: Any
) -> None:
    say("hola")
    write(waba, "menú")
    stations.inbox.step()
    answer(waba)
    stations.work()
    dropped = log(failure="respondio_una_persona")
    assert (dropped.estado, dropped.origin) == (Row.FALLIDO, Origin.BOT)
    assert dropped.error_detail
    assert [body for body in graph.said if body][-1] == "Soy Marta"
    assert len(graph.sent) == 2


@pytest.mark.parametrize("estado", [Row.ENVIANDO, Row.INCIERTO])
def test_what_may_be_with_meta_is_left_alone(
    say: Say, waba: WabaAccount, stations: Stations, estado: str
) -> None:
    say("hola")
    write(waba, "menú")
    stations.inbox.step()
    with scopes_disabled():
        ConversationLog.objects.filter(estado=Row.EN_COLA).update(estado=estado)
    answer(waba)
    assert logs(failure="respondio_una_persona") == []


def test_the_confirmation_of_an_opt_out_is_never_dropped(
    say: Say, waba: WabaAccount, stations: Stations, post_webhook: PostWebhook
) -> None:
    say("hola")
    write(waba, "BAJA")
    stations.inbox.step()
    post_webhook(echo(waba, "chau", timestamp=str(int(ago(seconds=-5).timestamp()))))
    stations.notices.step()
    assert log(intent="baja", direction="out").estado != Row.FALLIDO
    assert state().estado == Estado.BAJA


def test_nobody_is_answered_who_opted_out(say: Say, waba: WabaAccount) -> None:
    say("BAJA")
    with pytest.raises(OptedOut) as refused:
        answer(waba)
    assert (refused.value.status, refused.value.code) == (422, "baja")
    assert [row.origin for row in sent_rows()] == ["bot"]


def test_nobody_is_answered_after_24_hours(say: Say, waba: WabaAccount) -> None:
    say("hola")
    with scopes_disabled():
        ConvoState.objects.update(last_inbound_at=ago(hours=24, seconds=1))
    with pytest.raises(OutsideWindow) as refused:
        answer(waba)
    assert (refused.value.status, refused.value.code) == (422, "fuera_de_ventana")
    assert state().estado == Estado.BOT


def test_a_turn_under_way_cannot_undo_a_take_over(
    say: Say, waba: WabaAccount, stations: Stations, graph: Any
) -> None:
    say("hola")
    before, taken = len(graph.sent), []

    def overtaken(turn: Any) -> Any:
        if not taken:
            taken.append(True)
            with scope(cliente=waba.cliente):
                take_over(state().id, Handover.ELEGIDO)
        return handle(turn)

    stations.inbox.handler = overtaken
    write(waba, "menú")
    stations.work()
    assert (graph.sent[before:], state().estado) == ([], Estado.HUMANO)


def test_a_conversation_is_given_back(say: Say, waba: WabaAccount) -> None:
    say("/humano")
    with scope(cliente=waba.cliente):
        return_to_bot(state().id)
    assert len(say("hola")) == 1


@pytest.mark.parametrize("change_it", [take_over, return_to_bot])
def test_neither_brings_back_who_opted_out(say: Say, waba: WabaAccount, change_it: Any) -> None:
    say("BAJA")
    with scope(cliente=waba.cliente):
        change_it(state().id, *([Handover.ELEGIDO] if change_it is take_over else []))
    assert state().estado == Estado.BAJA


# From the business' own phone


def echo(waba: WabaAccount, text: str = "Soy Marta", /, **more: Any) -> dict[str, Any]:
    item = {
        "from": "5493510000000",
        "to": ANA,
        "id": "wamid.DEL-TELEFONO-0001",
        "timestamp": str(int(ago().timestamp())),
        "type": "text",
        "text": {"body": text},
    }
    told = change(waba, message_echoes=[item | more])
    return batch([told | {"field": "smb_message_echoes"}])


@pytest.fixture
def phone(post_webhook: PostWebhook, stations: Stations, waba: WabaAccount) -> Any:
    """Return a function that writes from the phone of the business."""

    def write_from_phone(text: str = "Soy Marta", /, **more: Any) -> None:
        assert post_webhook(echo(waba, text, **more)).status_code == 200
        stations.work()

    return write_from_phone


def test_what_the_phone_writes_is_kept_as_sent_and_hands_over(say: Say, phone: Any) -> None:
    say("hola")
    phone()
    row = logs()[-1]
    assert (row.origin, row.estado, row.direction) == (Origin.TELEFONO, Row.ENVIADO, "out")
    assert (row.message_body, row.message_type) == ("Soy Marta", "text")
    assert (row.wamid, row.event_id) == ("wamid.DEL-TELEFONO-0001", events()[-1].id)
    assert row.sent_at is not None
    assert (state().estado, state().human_reason) == (Estado.HUMANO, "persona")
    assert say("gracias") == []


def test_it_comes_after_what_was_said_and_before_what_follows(say: Say, phone: Any) -> None:
    say("hola")
    phone("uno", id="wamid.DEL-TELEFONO-0001")
    phone("dos", id="wamid.DEL-TELEFONO-0002")
    say("tres")
    assert [row.message_body for row in logs()[-3:]] == ["uno", "dos", "tres"]


def test_the_same_echo_twice_is_kept_once(say: Say, phone: Any) -> None:
    say("hola")
    phone(timestamp="1764115200")
    phone(timestamp="1764115201")
    assert len(sent_rows(origin=Origin.TELEFONO)) == 1


def test_an_echo_of_what_we_sent_ourselves_hands_nothing_over(say: Say, phone: Any) -> None:
    say("hola")
    phone("lo que sea", id=sent_rows()[0].wamid)
    assert (state().estado, len(sent_rows())) == (Estado.BOT, 1)


def test_nor_does_one_whose_acceptance_is_not_written_yet(say: Say, phone: Any) -> None:
    say("hola")
    with scopes_disabled():
        ConversationLog.objects.filter(direction="out").update(
            estado=Row.INCIERTO, not_before=ago(hours=-1), message_body="Hola Ana"
        )
    phone("Hola\nAna")
    assert (state().estado, len(sent_rows())) == (Estado.BOT, 1)


@pytest.mark.parametrize(
    "to",
    [
        {"to": "543515550101"},
        {"to": f"+{ANA}"},
        {"to": "", "to_user_id": BSUID},
        {"to": BSUID},
    ],
)
def test_the_person_is_found_by_any_of_their_ids(
    say: Say, phone: Any, to: dict[str, str], waba: WabaAccount
) -> None:
    say("hola", from_=Person(wa_id=ANA, bsuid=BSUID, name="Ana"))
    phone(**to)
    assert [row.estado for row in states()] == [Estado.HUMANO]


def test_somebody_who_never_wrote_is_made_known(phone: Any) -> None:
    phone()
    assert (state().user_msisdn, state().estado) == (ANA, Estado.HUMANO)
    assert len(sent_rows(origin=Origin.TELEFONO)) == 1


def test_a_file_is_kept_with_its_kind_and_caption(say: Say, phone: Any) -> None:
    say("hola")
    phone(type="image", image={"id": "1", "caption": "así queda"})
    assert (logs()[-1].message_type, logs()[-1].message_body) == ("image", "así queda")


def test_an_edit_and_a_revocation_are_noted_and_hand_nothing_over(say: Say, phone: Any) -> None:
    say("hola")
    edit = {"original_message_id": "wamid.ORIGINAL", "message": {"type": "text"}}
    edit["message"]["text"] = {"body": "corregido"}
    phone(type="edit", edit=edit)
    phone(
        type="revoke",
        id="wamid.DEL-TELEFONO-0002",
        revoke={"original_message_id": "wamid.ORIGINAL"},
    )
    noted = [(row.message_type, row.message_body, row.in_reply_to) for row in logs()[-2:]]
    assert noted == [("edit", "corregido", "wamid.ORIGINAL"), ("revoke", "", "wamid.ORIGINAL")]
    assert state().estado == Estado.BOT


def test_an_echo_that_comes_too_late_silences_nobody(say: Say, phone: Any) -> None:
    say("hola")
    phone(timestamp=str(int(ago(hours=13).timestamp())))
    assert len(sent_rows(origin=Origin.TELEFONO)) == 1
    assert state().estado == Estado.BOT


def test_it_spares_the_answer_to_what_the_customer_wrote_afterwards(
    say: Say, waba: WabaAccount, stations: Stations, post_webhook: PostWebhook
) -> None:
    say("hola")
    write(waba, "menú")
    stations.inbox.step()
    post_webhook(echo(waba, timestamp=str(int(ago(minutes=5).timestamp()))))
    stations.notices.step()
    assert logs(failure="respondio_una_persona") == []


@pytest.mark.parametrize(
    "odd", [{"id": ""}, {"to": "", "to_user_id": ""}, {"type": 7}, {"text": 1}]
)
def test_an_odd_echo_breaks_nothing(say: Say, phone: Any, odd: dict[str, Any]) -> None:
    say("hola")
    phone(**odd)
    assert {event.estado for event in events()} == {"hecho"}
