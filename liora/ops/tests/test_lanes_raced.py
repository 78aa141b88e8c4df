"""Several workers and webhooks at the same lanes, at the same time."""

import random
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from liora.ops import lanes
from liora.ops.tests.lane_rows import claim, make_lanes, now_of, release, wake
from liora.tests.racing import race
from whatsapp.inbound_lanes import wake_inbound
from whatsapp.models import InboundLane

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_claimers_never_share_a_lane(cliente):
    make_lanes(cliente, 300)

    def take_all():
        taken = []
        while found := claim(limit=7):
            taken += [one.lane_id for one in found]
        return taken

    shares = race(*[take_all] * 4)
    everything = [lane_id for share in shares for lane_id in share]
    assert len(everything) == len(set(everything)) == 300


def test_a_claim_takes_no_more_than_its_limit_while_others_claim(cliente):
    make_lanes(cliente, 200)
    for shares in (race(*[lambda: claim(limit=10)] * 4) for _ in range(4)):
        assert [len(share) for share in shares] == [10] * 4


def test_a_message_that_comes_while_a_lane_is_finished_is_not_lost(cliente):
    """Each message wakes the lane; after the last one, somebody must still find it pending."""
    (lane,) = make_lanes(cliente)
    seen = []
    done = threading.Event()

    def arrive():
        for _ in range(60):
            wake(lane)
            time.sleep(random.uniform(0, 0.003))
        done.set()

    def work():
        while True:
            ended = done.is_set()
            for taken in claim():
                seen.append(taken.arrivals)
                release(taken)
                ended = False
            if ended:
                return

    race(arrive, work, work)
    assert now_of(lane).pending_since is None
    assert max(seen) == now_of(lane).arrivals == 61


def test_a_wake_that_commits_during_the_release_is_seen(cliente):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    (lane,) = make_lanes(cliente)
    (taken,) = claim()
    woken = threading.Event()

    def wake_slowly():
        with transaction.atomic():
            wake(lane)
            woken.set()
            time.sleep(0.3)  # the release below now waits for this row

    def finish():
        assert woken.wait(10)
        return release(taken)

    assert race(wake_slowly, finish)[1] == {lane.id}
    assert now_of(lane).pending_since


def test_posts_and_workers_lock_lanes_in_one_order(cliente):
    """A post wakes many lanes in one statement while a worker gives the same ones back."""
    found = make_lanes(cliente, 60)
    keys = [(cliente.id, lane.address) for lane in found]
    until = datetime.now(UTC) + timedelta(seconds=1.5)

    def post():
        while datetime.now(UTC) < until:
            wake_inbound(random.sample(keys, len(keys)))

    def work():
        while datetime.now(UTC) < until:
            taken = claim()
            random.shuffle(taken)
            release(*taken)

    def hold():
        while datetime.now(UTC) < until:
            taken = claim(limit=20)
            lanes.extend(InboundLane, taken[::-1], lease=timedelta(seconds=10))
            release(*taken)

    race(post, post, work, hold)
