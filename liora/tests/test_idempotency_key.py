"""The same creating request twice, with a key, creates one thing and gets one answer."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from liora.api import idempotency
from liora.api.models import SavedAnswer
from liora.tests.racing import race
from liora.tests.world import Caller, World, build
from tenants.models import Cliente


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def owner(world: World) -> Caller:
    return world.callers["owner"]


def create(caller: Caller, key: str = "una-clave", **body: Any) -> Any:
    return caller.post("clientes", {"name": "Kiosco"} | body, **{"Idempotency-Key": key})


def kioscos() -> int:
    return Cliente.objects.filter(name="Kiosco").count()


def test_it_works(owner: Caller):
    first, second = create(owner), create(owner)
    assert first.status_code == second.status_code == 201
    assert first.json()["data"] == second.json()["data"]
    assert second["Idempotent-Replayed"] == "true"
    assert kioscos() == 1


def test_without_a_key_each_is_new(owner: Caller):
    owner.post("clientes", {"name": "Kiosco"})
    owner.post("clientes", {"name": "Kiosco"})
    assert kioscos() == 2


def test_another_body_with_the_same_key_is_refused(owner: Caller):
    create(owner)
    refused = create(owner, slug="otro")
    assert refused.status_code == 422
    assert refused.json()["error"]["code"] == "idempotency_key_usada"


def test_another_person_may_use_the_same_key(owner: Caller, world: World):
    create(owner)
    assert create(world.callers["ajeno"]).status_code == 201
    assert kioscos() == 2


def test_the_same_person_in_another_business_may_use_the_same_key(owner: Caller, world: World):
    sent = {"email": "nueva@x", "rol": "agente"}
    second = create(owner).json()["data"]["slug"]
    for slug in ("tienda-1", second):
        answer = owner.post(f"clientes/{slug}/usuarios", sent, **{"Idempotency-Key": "k"})
        assert answer.status_code == 201
        assert "Idempotent-Replayed" not in answer


def test_a_refused_request_may_be_repeated(owner: Caller):
    assert create(owner, name="").status_code == 422
    assert SavedAnswer.objects.count() == 0
    assert create(owner).status_code == 201


def test_while_the_first_is_under_way_the_second_is_told_so(
    owner: Caller, monkeypatch: pytest.MonkeyPatch
):
    saved: list[Any] = []

    def answer_meanwhile(*args: Any) -> None:
        saved.append(create(owner))
        original(*args)

    original = idempotency._save
    monkeypatch.setattr(idempotency, "_save", answer_meanwhile)
    assert create(owner).status_code == 201
    assert saved[0].status_code == 409
    assert saved[0].json()["error"]["code"] == "en_curso"


def abandon(key: str = "una-clave", *, ago: timedelta) -> None:
    SavedAnswer.objects.update(status=None, answer=None, claimed_at=timezone.now() - ago)


def test_the_claim_of_a_server_that_died_is_taken_over(owner: Caller):
    create(owner)
    abandon(ago=timedelta(seconds=idempotency.LEASE_S + 5))
    assert create(owner).status_code == 201
    assert kioscos() == 2


def test_the_claim_of_a_server_at_work_is_not(owner: Caller):
    create(owner)
    abandon(ago=timedelta(seconds=5))
    assert create(owner).status_code == 409


def test_a_day_later_the_key_is_free(owner: Caller):
    create(owner)
    SavedAnswer.objects.update(claimed_at=timezone.now() - timedelta(hours=25))
    assert "Idempotent-Replayed" not in create(owner)
    assert kioscos() == 2


def test_a_secret_shown_once_is_not_kept_in_clear(owner: Caller):
    secret = create(owner).json()["data"]["publish_secret"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT answer FROM saved_answer")
        [[stored]] = cursor.fetchall()
    assert secret not in stored


@pytest.mark.parametrize("key", ["", "a b", "ñ", "x" * 201])
def test_a_key_that_is_none_is_refused(owner: Caller, key: str):
    assert create(owner, key).status_code == 400


@pytest.mark.django_db(transaction=True)
def test_of_ten_at_once_one_creates(world: World):
    owner = world.callers["owner"]
    answers = race(*[lambda: create(Caller(owner.token))] * 10)
    statuses = {answer.status_code for answer in answers}
    assert statuses <= {201, 409}
    assert kioscos() == 1
