"""Spending: exact limits, periods that begin anew, what was agreed beside the plan."""

import os
import subprocess
import sys
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone
from django_scopes import scope

from liora.ops.ids import new_id
from liora.tests.racing import race
from tenants.models import Cliente, PlanOverride, Usage
from tenants.plans import FEATURES, LIMITS, PLANS, Feature, Meter, Window
from tenants.policy import (
    LimitReached,
    allows,
    count,
    notice,
    remaining,
    room_for,
    spend,
    spent_up,
    usage,
)
from tenants.tests.factories import ClienteFactory

pytestmark = pytest.mark.django_db


def agree(cliente: Cliente, meter: Meter, value: int | None) -> None:
    with scope(cliente=cliente):
        PlanOverride.objects.create(cliente=cliente, meter=meter, value=value)


def test_it_works(cliente: Cliente):
    allowance = spend(cliente, Meter.API_REQUESTS, 20)
    assert (allowance.limit, allowance.used, allowance.remaining) == (120, 20, 100)
    assert allowance.resets_at > timezone.now()
    assert not allowance.warning
    assert remaining(cliente, Meter.API_REQUESTS) == 100


def test_the_last_one_may_be_used_and_not_one_more(cliente: Cliente):
    assert spend(cliente, Meter.API_REQUESTS, 120).remaining == 0
    with pytest.raises(LimitReached) as reached:
        spend(cliente, Meter.API_REQUESTS)
    assert (reached.value.code, reached.value.status) == ("limite_pedidos_api", 429)
    assert 1 <= int(reached.value.headers["Retry-After"]) <= 60
    assert "120 por minuto" in reached.value.message
    assert remaining(cliente, Meter.API_REQUESTS) == 0


def test_what_does_not_fit_uses_nothing(cliente: Cliente):
    spend(cliente, Meter.API_REQUESTS, 100)
    for too_much in (21, 121, 10**12):
        with pytest.raises(LimitReached):
            spend(cliente, Meter.API_REQUESTS, too_much)
    assert remaining(cliente, Meter.API_REQUESTS) == 20


def test_a_minute_later_all_is_new(cliente: Cliente):
    spend(cliente, Meter.API_REQUESTS, 120)
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
        assert spend(cliente, Meter.API_REQUESTS).used == 1
    with scope(cliente=cliente):
        assert Usage.objects.count() == 1


def test_a_host_whose_clock_is_behind_counts_into_the_period_of_the_others(cliente: Cliente):
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        spend(cliente, Meter.API_REQUESTS, 119)
    with time_machine.travel(now - timedelta(minutes=5), tick=False):
        assert spend(cliente, Meter.API_REQUESTS).used == 120
        with pytest.raises(LimitReached):
            spend(cliente, Meter.API_REQUESTS)


def test_a_month_is_that_of_the_house(cliente: Cliente):
    with time_machine.travel(datetime.fromisoformat("2026-12-01T02:30:00+00:00"), tick=False):
        still_november = spend(cliente, Meter.MESSAGES)
    assert still_november.resets_at == datetime.fromisoformat("2026-12-01T00:00:00-03:00")
    with time_machine.travel(datetime.fromisoformat("2026-12-01T03:30:00+00:00"), tick=False):
        december = spend(cliente, Meter.MESSAGES)
    assert december.used == 1
    assert december.resets_at == datetime.fromisoformat("2027-01-01T00:00:00-03:00")


@pytest.mark.parametrize(("value", "allowed"), [(5, 5), (0, 0), (None, None)])
def test_what_an_operator_agreed_counts_instead_of_the_plan(
    cliente: Cliente, value: int | None, allowed: int | None
):
    agree(cliente, Meter.MESSAGES, value)
    assert remaining(cliente, Meter.MESSAGES) == allowed


def test_no_limit_is_counted_all_the_same():
    cliente = ClienteFactory(plan="pro")
    assert spend(cliente, Meter.MESSAGES, 10**9).remaining is None
    [messages] = [one for one in usage(cliente, {}) if one.meter is Meter.MESSAGES]
    assert (messages.used, messages.limit) == (10**9, None)


def test_two_clientes_never_share_a_count(cliente: Cliente):
    spend(cliente, Meter.API_REQUESTS, 120)
    assert spend(ClienteFactory(), Meter.API_REQUESTS).used == 1


def test_a_stock_has_room_or_not(cliente: Cliente):
    assert room_for(cliente, Meter.USERS, 2).remaining == 1
    with pytest.raises(LimitReached) as reached:
        room_for(cliente, Meter.USERS, 3)
    assert (reached.value.code, reached.value.status) == ("limite_usuarios", 409)


@pytest.mark.parametrize(
    ("used", "code"), [(95, None), (96, "aviso_pedidos_api"), (120, "limite_pedidos_api")]
)
def test_it_warns_at_four_fifths_and_says_when_it_is_over(
    cliente: Cliente, used: int, code: str | None
):
    told = notice(spend(cliente, Meter.API_REQUESTS, used))
    assert (told and told["code"]) == code
    assert told is None or len(told["message"]) > 20


def test_many_clientes_are_asked_and_counted_together(
    cliente: Cliente, django_assert_num_queries: Any
):
    full, agreed, fresh = ClienteFactory(), ClienteFactory(), ClienteFactory()
    agree(agreed, Meter.MESSAGES, 7)
    everybody = [one.pk for one in (cliente, full, agreed, fresh)]
    with django_assert_num_queries(1):
        count({full.pk: 1000, agreed.pk: 7, cliente.pk: 999}, Meter.MESSAGES)
    with django_assert_num_queries(1):
        assert spent_up(everybody, Meter.MESSAGES) == {full.pk, agreed.pk}
    count({cliente.pk: 5}, Meter.MESSAGES)
    assert spent_up(everybody, Meter.MESSAGES) == {cliente.pk, full.pk, agreed.pk}


def test_to_spend_is_one_statement_beside_the_question_what_was_agreed(
    cliente: Cliente, django_assert_num_queries: Any
):
    with django_assert_num_queries(2):
        spend(cliente, Meter.MESSAGES)


def test_every_plan_has_every_limit_and_never_less_than_a_smaller_one():
    assert set(LIMITS) == set(Meter)
    assert set(FEATURES) == set(Feature)
    for limit in LIMITS.values():
        amounts = [limit.of(plan) for plan in PLANS]
        sizes = [float("inf") if amount is None else amount for amount in amounts]
        assert sizes == sorted(sizes)
        assert limit.window in Window


def test_a_plan_includes_what_its_table_says(cliente: Cliente):
    assert allows(cliente, Feature.EXPORT)
    assert not allows(cliente, Feature.LLM)
    cliente.plan = Cliente.Plan.PRO
    assert all(allows(cliente, feature) for feature in Feature)


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_never_pass_the_limit(cliente: Cliente):
    agree(cliente, Meter.MESSAGES, 50)

    def spend_ten() -> int:
        return sum(_spent(cliente) for _ in range(10))

    assert sum(race(*[spend_ten] * 20)) == 50


def _spent(cliente: Cliente) -> int:
    try:
        spend(cliente, Meter.MESSAGES)
    except LimitReached:
        return 0
    return 1


SPEND_FIFTY = """
import django; django.setup()
from tenants.models import Cliente
from tenants.plans import Meter
from tenants.policy import LimitReached, spend
cliente, spent = Cliente.objects.get(pk="{pk}"), 0
for _ in range(50):
    try:
        spend(cliente, Meter.MESSAGES)
        spent += 1
    except LimitReached:
        pass
print(spent)
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_four_processes_never_pass_the_limit(cliente: Cliente, database_url: str):
    agree(cliente, Meter.MESSAGES, 50)
    environment = {
        **os.environ,
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "liora.settings",
    }
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", SPEND_FIFTY.format(pk=cliente.pk)],
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=subprocess.PIPE,
        )
        for _ in range(4)
    ]
    assert sum(int(process.communicate(timeout=60)[0]) for process in processes) == 50


def test_a_business_that_does_not_exist_has_spent_nothing():
    assert spent_up([new_id()], Meter.MESSAGES) == set()
