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
from conversations.tests.look import log, logs, sent_rows, state
from conversations.tests.phone_echoes import echo
from conversations.tests.road import ANA, PostWebhook, Say
from conversations.tests.stations import Stations
from conversations.turn import Handler
from liora.ops.clock import DatabaseClock
from skills.router import handle
from whatsapp.models import WabaAccount

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
