"""Graph told to fail: each kind of fault, how long it lasts, and the route that sets it."""

import json
import time

import pytest
from django.test import Client

from whatsapp.simulator import faults, statuses
from whatsapp.simulator.models import SimulatorFault, SimulatorMessage
from whatsapp.tests.phones import NUMBER, accepted, graph, make_number, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(monkeypatch):
    """Return what the phone was told to do with each accepted message."""
    calls: list[str] = []
    monkeypatch.setattr(statuses, "follow", lambda message: calls.append("follow"))
    monkeypatch.setattr(statuses, "fail", lambda message: calls.append("fail"))
    return calls


@pytest.fixture(autouse=True)
def number(told):
    return make_number()


def set_fault(**wanted):
    return Client().post("/simulador/api/fallas", json.dumps(wanted), "application/json")


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("429", 429, 130429),
        ("pair", 400, 131056),
        ("503", 503, 2),
        ("190", 401, 190),
        ("100", 400, 100),
    ],
)
def test_a_refusal_has_metas_code_and_keeps_nothing(kind, status, code):
    faults.add(kind=kind)
    answer = graph(text())
    error = json.loads(answer.content)["error"]
    assert (answer.status_code, error["code"]) == (status, code)
    assert error["message"].startswith(f"(#{code}) ")
    assert not SimulatorMessage.objects.exists()


def test_a_crash_answers_500_without_json_and_keeps_nothing():
    faults.add(kind="500")
    answer = graph(text())
    assert answer.status_code == 500
    with pytest.raises(ValueError, match="Expecting value"):
        json.loads(answer.content)
    assert not SimulatorMessage.objects.exists()


def test_a_lost_answer_is_a_500_for_a_message_that_did_arrive(told):
    faults.add(kind="refuse-after-accept")
    assert graph(text()).status_code == 500
    assert SimulatorMessage.objects.count() == 1
    assert told == ["follow"]


def test_a_closed_window_is_accepted_and_told_later(told):
    faults.add(kind="131047")
    accepted(graph(text()))
    assert told == ["fail"]


def test_a_hang_accepts_at_once_and_answers_late(monkeypatch, told):
    slept = []
    monkeypatch.setattr(time, "sleep", slept.append)
    faults.add(kind="hang", amount=7)
    accepted(graph(text()))
    assert slept[-1] == 7
    assert told == ["follow"]


@pytest.mark.parametrize(("kind", "amount"), [("hang", 10), ("slow", 1000), ("429", 0)])
def test_an_amount_nobody_gave_is_the_usual_one(kind, amount):
    assert faults.add(kind=kind)["amount"] == amount


def test_a_latency_delays_and_changes_nothing_else(monkeypatch, told):
    slept = []
    monkeypatch.setattr(time, "sleep", slept.append)
    faults.add(kind="slow", amount=800, remaining=None)
    accepted(graph(text()))
    assert slept == [0.8]
    assert told == ["follow"]


def test_a_latency_goes_together_with_another_fault(monkeypatch):
    slept = []
    monkeypatch.setattr(time, "sleep", slept.append)
    faults.add(kind="slow", amount=800, remaining=None)
    faults.add(kind="429")
    assert graph(text()).status_code == 429
    assert slept == [0.8]


def test_a_fault_lasts_as_many_messages_as_told():
    faults.add(kind="429", remaining=2)
    assert [graph(text()).status_code for _ in range(3)] == [429, 429, 200]
    assert faults.listed() == []


def test_a_fault_without_number_of_messages_lasts_until_it_is_removed():
    faults.add(kind="429", remaining=None)
    assert [graph(text()).status_code for _ in range(3)] == [429, 429, 429]
    faults.clear()
    assert graph(text()).status_code == 200


def test_faults_come_in_the_order_they_were_set():
    faults.add(kind="429")
    faults.add(kind="503")
    assert [graph(text()).status_code for _ in range(3)] == [429, 503, 200]


def test_a_fault_of_one_number_leaves_the_others_alone():
    make_number("100000000000002", "Vivero")
    faults.add(kind="429", phone_number_id="100000000000002")
    assert graph(text()).status_code == 200
    assert graph(text(), number="100000000000002").status_code == 429


def test_a_read_mark_and_a_refused_body_use_no_fault_up():
    faults.add(kind="429")
    graph({"messaging_product": "whatsapp", "status": "read", "message_id": "wamid.x"})
    graph(text("x" * 4097))
    assert graph(text()).status_code == 429


def test_the_last_message_of_a_fault_is_used_once():
    fault = SimulatorFault.objects.create(kind="429", remaining=1)
    assert [faults._use_up(fault), faults._use_up(fault)] == [True, False]


def test_the_route_sets_lists_and_removes():
    fault = set_fault(kind="429", phone_number_id=NUMBER, remaining=3).json()["fallas"][0]
    assert (fault["kind"], fault["remaining"], fault["phone_number_id"]) == ("429", 3, NUMBER)
    assert Client().get("/simulador/api/fallas").json()["fallas"] == [fault]
    gone = Client().delete(f"/simulador/api/fallas?id={fault['id']}")
    assert gone.json() == {"fallas": []}


def test_the_route_sets_one_message_of_every_number_unless_told():
    fault = set_fault(kind="500").json()["fallas"][0]
    assert (fault["remaining"], fault["phone_number_id"]) == (1, "*")


@pytest.mark.parametrize(
    "wanted",
    [
        {},
        {"kind": "meteorito"},
        {"kind": "429", "remaining": 0},
        {"kind": "429", "remaining": "tres"},
        {"kind": "429", "remaining": True},
        {"kind": "hang", "amount": 31},
        {"kind": "hang", "amount": -1},
        {"kind": "slow", "amount": 30_001},
        {"kind": "429", "amount": 1},
    ],
)
def test_a_fault_that_cannot_be_is_refused_in_spanish(wanted):
    answer = set_fault(**wanted)
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "falla_invalida"
    assert not SimulatorFault.objects.exists()


@pytest.mark.parametrize("fault_id", ["no-es-un-id", "019aa7a0-0000-7000-8000-000000000000"])
def test_removing_a_fault_nobody_set_removes_nothing(fault_id):
    faults.add(kind="429")
    answer = Client().delete(f"/simulador/api/fallas?id={fault_id}")
    assert len(answer.json()["fallas"]) == 1
