"""The phone's screens: the list of chats, one chat, and what changed since one looked."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from whatsapp.simulator import chats, phone, statuses
from whatsapp.simulator.addresses import person
from whatsapp.simulator.models import SimulatorMessage
from whatsapp.simulator.numbers import find_number
from whatsapp.simulator.payloads import text_message
from whatsapp.tests.phones import NUMBER, PERSON, graph, look, make_number, text

pytestmark = pytest.mark.django_db

OTHER = "5493415550199"


@pytest.fixture(autouse=True)
def number(monkeypatch):
    monkeypatch.setattr(statuses, "follow", lambda message: None)
    return make_number()


def wrote(body: str, address: str = PERSON, name: str = "") -> SimulatorMessage:
    writer = person(address, name)
    kept = phone.write(find_number(NUMBER), writer, text_message(writer, body))
    phone.settle(kept)
    return kept


def listed(numero: str = NUMBER):
    return Client().get("/simulador/api/chats", {"numero": numero}).json()["chats"]


def bodies(answer):
    return [each["body"]["text"]["body"] for each in answer["messages"]]


def test_nobody_has_written_yet():
    assert listed() == []
    assert look()["messages"] == []


def test_a_chat_has_both_sides_in_order():
    wrote("hola")
    graph(text("¡Hola!"))
    wrote("¿tienen yerba?")
    assert bodies(look()) == ["hola", "¡Hola!", "¿tienen yerba?"]
    assert [each["mine"] for each in look()["messages"]] == [True, False, True]


def test_the_latest_chat_comes_first_with_its_last_message_and_name():
    wrote("primero", PERSON, "Ana")
    wrote("después", OTHER, "Bruno")
    graph(text("respuesta", to=f"+{PERSON}"))
    first, second = listed()
    assert (first["address"], first["name"]) == (PERSON, "Ana")
    assert first["last"]["body"]["text"]["body"] == "respuesta"
    assert (second["address"], second["name"]) == (OTHER, "Bruno")


def test_a_chat_keeps_the_last_name_given():
    wrote("hola", PERSON, "Ana")
    wrote("hola", PERSON, "Ana María")
    wrote("hola", PERSON, "")
    assert listed()[0]["name"] == "Ana María"


def test_what_the_shop_wrote_is_unread_until_seen_and_failures_are_not():
    graph(text("uno"))
    graph(text("dos"))
    SimulatorMessage.objects.filter(body__text__body="dos").update(status="failed")
    assert listed()[0]["unread"] == 1
    SimulatorMessage.objects.update(status="read")
    assert listed()[0]["unread"] == 0


def test_chats_of_another_number_are_not_listed():
    make_number("100000000000002", "Vivero")
    wrote("hola")
    assert listed("100000000000002") == []


def test_the_list_asks_the_same_queries_however_many_chats(django_assert_num_queries):
    for line in range(5):
        wrote("hola", f"54935155501{line:02}")
        graph(text("¡Hola!", to=f"+54935155501{line:02}"))
    SimulatorMessage.objects.filter(direction="in").update(status="delivered")
    with django_assert_num_queries(3):
        assert len(chats.listed(NUMBER)) == 5


def test_only_what_changed_after_the_cursor_is_told_again(freeze_overlap):
    wrote("uno")
    first = look()
    assert bodies(look(despues=first["cursor"])) == []
    wrote("dos")
    assert bodies(look(despues=first["cursor"])) == ["dos"]


def test_a_change_of_status_is_news(freeze_overlap):
    message = wrote("uno")
    cursor = look()["cursor"]
    SimulatorMessage.objects.filter(id=message.id).update(status="read")
    (changed,) = look(despues=cursor)["messages"]
    assert changed["status"] == "read"


def test_fresh_news_are_told_twice_lest_a_slow_transaction_be_missed():
    wrote("uno")
    assert bodies(look(despues=look()["cursor"])) == ["uno"]


@pytest.mark.parametrize("cursor", ["", "ayer", "2026-13-45T99:99"])
def test_a_cursor_nobody_gave_tells_everything(cursor):
    wrote("uno")
    assert bodies(look(despues=cursor)) == ["uno"]


def test_the_version_changes_with_any_chat_of_the_number():
    wrote("uno")
    before = look()["version"]
    assert look()["version"] == before
    SimulatorMessage.objects.filter(id=wrote("dos", OTHER).id).update(
        status="read", created_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    assert look()["version"] > before


def test_a_very_long_chat_shows_its_latest_messages(monkeypatch):
    monkeypatch.setattr(chats, "MESSAGES_MOST", 3)
    for number in range(5):
        wrote(str(number))
    assert bodies(look()) == ["2", "3", "4"]


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ({"numero": "999"}, 404, "numero_desconocido"),
        ({"numero": ""}, 404, "numero_desconocido"),
        ({"de": "ana"}, 422, "remitente_invalido"),
    ],
)
def test_an_unknown_number_or_person_is_told(query, status, code):
    answer = Client().get("/simulador/api/chat", {"numero": NUMBER, "de": PERSON, **query})
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


@pytest.fixture
def freeze_overlap(monkeypatch):
    monkeypatch.setattr(chats, "OVERLAP", timedelta(0))
