"""Claiming, keeping and giving back lanes."""

from datetime import UTC, datetime, timedelta

import pytest
from django_scopes import scopes_disabled

from liora.ops.lanes import GUILTY, ORPHANED, SOUND, SUSPECT
from liora.ops.tests.lane_rows import (
    claim,
    end_the_lease,
    extend,
    make_lanes,
    now_of,
    release,
    wake,
)
from tenants.tests.factories import ClienteFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lane(cliente):
    (lane,) = make_lanes(cliente)
    return lane


def test_it_works(lane):
    (taken,) = claim()
    assert taken.lane_id == lane.id
    assert release(taken) == {lane.id}
    assert (now_of(lane).pending_since, now_of(lane).lease_until) == (None, None)
    assert claim() == []


def test_a_lane_in_hand_is_nobody_elses(lane):
    claim()
    assert claim() == []


def test_the_lease_is_as_long_as_was_asked(lane):
    claim()
    left = now_of(lane).lease_until - datetime.now(UTC)
    assert timedelta(seconds=8) < left <= timedelta(seconds=11)


def test_every_claim_raises_the_fence(lane):
    (first,) = claim()
    release(first, again_at={lane.id: None})
    (second,) = claim()
    assert second.fence == first.fence + 1


def test_the_longest_waiting_come_first_and_no_more_than_asked(cliente):
    found = make_lanes(cliente, 6)
    for age, lane in enumerate(found):
        lane.pending_since = datetime.now(UTC) - timedelta(minutes=age)
        with scopes_disabled():
            lane.save()
    assert {taken.lane_id for taken in claim(limit=2)} == {found[5].id, found[4].id}
    assert {taken.lane_id for taken in claim(limit=2)} == {found[3].id, found[2].id}


@pytest.mark.parametrize(
    "columns",
    [
        {"pending_since": None},
        {"pending_since": datetime.now(UTC) + timedelta(hours=1)},
        {"lease_until": datetime.now(UTC) + timedelta(hours=1)},
    ],
    ids=["idle", "backing off", "in hand"],
)
def test_what_is_not_due_is_left_alone(cliente, columns):
    make_lanes(cliente, **columns)
    assert claim() == []


def test_the_facts_asked_for_come_along(lane):
    (taken,) = claim(facts=("address", "arrivals"))
    assert taken.facts == (lane.address, 1)


class TestALostLease:
    @pytest.fixture
    def lost(self, lane):
        """Claim, overstay, and be overtaken by another worker."""
        (mine,) = claim()
        end_the_lease(lane)
        (theirs,) = claim()
        return mine, theirs

    def test_it_finishes_nothing(self, lost, lane):
        mine, _ = lost
        assert release(mine) == set()
        assert now_of(lane).pending_since
        assert now_of(lane).lease_until > datetime.now(UTC)

    def test_it_cannot_be_lengthened(self, lost, lane):
        mine, theirs = lost
        assert extend(mine) == set()
        assert extend(theirs) == {lane.id}

    def test_whoever_has_it_now_finishes_it(self, lost, lane):
        mine, theirs = lost
        release(mine)
        assert release(theirs) == {lane.id}
        assert now_of(lane).pending_since is None

    def test_it_is_told_from_those_that_are_kept(self, lost):
        mine, _ = lost
        kept = claim_of(make_lanes(ClienteFactory(), 2))
        assert release(mine, *kept) == {taken.lane_id for taken in kept}


def claim_of(found):
    """Claim lanes that nobody else has."""
    taken = claim()
    assert {one.lane_id for one in taken} == {lane.id for lane in found}
    return taken


def test_an_overstayed_lease_that_nobody_took_still_counts(lane):
    (taken,) = claim()
    end_the_lease(lane)
    assert release(taken) == {lane.id}


def test_a_lane_is_claimed_again_when_told_so(lane):
    (taken,) = claim()
    release(taken, again_at={lane.id: None})
    assert len(claim()) == 1


def test_a_lane_is_claimed_again_at_its_hour(lane):
    (taken,) = claim()
    at = datetime.now(UTC) + timedelta(minutes=3)
    release(taken, again_at={lane.id: at})
    assert now_of(lane).pending_since == at
    assert claim() == []


def test_what_arrived_meanwhile_is_not_forgotten(lane):
    (taken,) = claim()
    wake(lane)
    release(taken)
    (again,) = claim()
    assert again.arrivals == taken.arrivals + 1


def test_what_arrives_does_not_cut_a_back_off_short(lane):
    (taken,) = claim()
    at = datetime.now(UTC) + timedelta(minutes=3)
    wake(lane)
    release(taken, again_at={lane.id: at})
    wake(lane)
    assert now_of(lane).pending_since == at


def test_waking_does_not_send_a_lane_to_the_end_of_the_queue(lane):
    waking_since = now_of(lane).pending_since
    wake(lane)
    assert now_of(lane).pending_since == waking_since


def test_many_are_given_back_at_once(cliente):
    found = make_lanes(cliente, 150)
    assert release(*claim(limit=150)) == {lane.id for lane in found}
    assert claim() == []


def test_nothing_given_back_asks_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(2):  # the transaction itself
        assert release() == set()


class TestCrashes:
    def test_a_claim_that_ended_without_release_is_counted(self, lane):
        for crashes in range(4):
            (taken,) = claim()
            assert taken.crashes == crashes
            end_the_lease(lane)

    def test_a_release_forgets_them(self, lane):
        claim()
        end_the_lease(lane)
        (taken,) = claim()
        release(taken, again_at={lane.id: None})
        (again,) = claim()
        assert again.crashes == 0

    def test_what_a_dead_worker_left_is_told_from_the_rest(self, cliente):
        left, sound = make_lanes(cliente, 2)
        claim(limit=1)
        died = left if now_of(left).lease_until else sound
        end_the_lease(died)
        assert claim(among=SUSPECT) == []
        assert [taken.lane_id for taken in claim(among=ORPHANED)] == [died.id]
        end_the_lease(died)
        assert claim(among=ORPHANED) == []
        assert [taken.lane_id for taken in claim(among=SUSPECT)] == [died.id]
        end_the_lease(died)
        assert claim(among=SUSPECT) == []
        assert [taken.lane_id for taken in claim(among=GUILTY)] == [died.id]
        assert [taken.lane_id for taken in claim(among=SOUND)] == [
            lane.id for lane in (left, sound) if lane.id != died.id
        ]
