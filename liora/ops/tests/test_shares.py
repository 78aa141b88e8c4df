"""When more waits than one claim takes, every tenant gets its share of the next one."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scopes_disabled

from liora.ops.lanes import ANY, SUSPECT
from liora.ops.shares import FairClaims, waiting_tenants
from liora.ops.sql import as_uuid
from liora.ops.tests.lane_rows import LEASE, make_lanes, release
from tenants.tests.factories import ClienteFactory
from whatsapp.models import InboundLane

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def claims() -> FairClaims:
    return FairClaims(InboundLane, lease=LEASE, facts=("address",))


@pytest.fixture
def busy(cliente):
    """One with thirty customers, who have waited for an hour."""
    make_lanes(cliente, 30, pending_since=datetime.now(UTC) - HOUR)
    return cliente


@pytest.fixture
def quiet():
    """One with a single customer, who came last."""
    other = ClienteFactory()
    make_lanes(other, 1)
    return other


def owners(taken) -> list:
    return [as_uuid(claim.facts[0]) for claim in taken]


def test_while_there_is_room_for_all_the_oldest_come_first(claims, busy, quiet):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        taken = claims.take(40)
    assert len(taken) == 31
    assert len(asked) == 1
    assert not claims.crowded


def test_a_full_claim_is_followed_by_shares(claims, busy, quiet):
    assert owners(claims.take(10)) == [busy.id] * 10
    assert claims.crowded
    taken = claims.take(10)
    assert owners(taken).count(quiet.id) == 1
    assert owners(taken).count(busy.id) == 9, "what the small ones leave is for the longest waiting"


def test_whoever_works_on_a_claim_begins_with_one_of_each(claims, busy, quiet):
    claims.take(10)
    assert set(owners(claims.take(10))[:2]) == {busy.id, quiet.id}


def test_the_oldest_of_each_tenant_come_first(claims, cliente):
    lanes = make_lanes(cliente, 6)
    for age, lane in enumerate(lanes):
        lane.pending_since = datetime.now(UTC) - timedelta(minutes=age)
        with scopes_disabled():
            lane.save()
    claims.crowded.add(ANY)
    assert {claim.lane_id for claim in claims.take(2)} == {lanes[-1].id, lanes[-2].id}


def test_with_more_tenants_than_room_no_more_than_the_room_is_taken(claims):
    for _ in range(5):
        make_lanes(ClienteFactory(), 2)
    claims.crowded.add(ANY)
    taken = claims.take(3)
    assert len(taken) == 3
    assert len(set(owners(taken))) == 3


def test_it_is_crowded_until_nobody_fills_their_share(claims, busy, quiet):
    claims.take(10)
    rounds = 0
    while claims.crowded:
        claims.take(10)
        rounds += 1
    assert rounds == 3
    assert claims.take(10) == []
    assert not claims.crowded


def test_nothing_is_taken_twice(claims, busy, quiet):
    taken = [claims.take(7) for _ in range(12)]
    lanes = [claim.lane_id for some in taken for claim in some]
    assert len(lanes) == len(set(lanes)) == 31


def test_what_is_in_hand_or_backs_off_makes_nobody_wait(claims, cliente, quiet):
    make_lanes(cliente, 5, pending_since=datetime.now(UTC) + HOUR)
    assert waiting_tenants(InboundLane) == [quiet.id]
    release(*claims.take(1))
    assert waiting_tenants(InboundLane) == []


def test_only_lanes_of_the_kind_asked_for_count(claims, busy):
    assert waiting_tenants(InboundLane, SUSPECT) == []
    claims.crowded.add(SUSPECT)
    assert claims.take(5, among=SUSPECT) == []
    assert not claims.crowded


def test_looking_for_the_waiting_steps_from_tenant_to_tenant(busy, quiet):
    with CaptureQueriesContext(connection) as asked:
        waiting_tenants(InboundLane)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {asked[0]['sql']}")
            steps = [row[3] for row in cursor.fetchall() if "inbound_lane" in row[3]]
        assert len(steps) == 3
        assert all("inbound_lane_share" in step for step in steps)
