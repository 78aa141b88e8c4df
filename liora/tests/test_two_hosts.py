"""Workers on two hosts that share nothing but PostgreSQL; one of them falls off the network."""

from pathlib import Path

import pytest

from bench.database import hosts_can_reach_it, postgres
from bench.scale.hosts import GATEWAY, NETWORK, can_be_made, hosts
from bench.torture.cut_off import cut_off
from bench.torture.siege import prepare, siege

pytestmark = [pytest.mark.slow, pytest.mark.own_database]

MESSAGES = 300


def test_the_other_host_answers_everybody_in_order(tmp_path: Path) -> None:
    if not (can_be_made() and hosts_can_reach_it()):
        pytest.skip("it takes root, iproute2 and the system's PostgreSQL (Debian: postgresql)")
    with hosts(2) as machines, postgres(GATEWAY, NETWORK) as server:
        url = server.database("liora_two_hosts")
        prepare(url)
        with siege(url, tmp_path, workers=2, hosts=machines, badness=0.0) as one:
            outcome = cut_off(one, machines[0], messages=MESSAGES, seed=7)
            senders = {taken["sender"] for taken in one.graph()["ledger"]}
    assert outcome.verdict.is_clean, outcome.verdict
    assert outcome.verdict.asked == MESSAGES
    assert senders == {host.address for host in machines}
