"""An operator or an owner sends an event again, under the id it had."""

from datetime import UTC, datetime, timedelta

import pytest
from django_scopes import scopes_disabled

from conversations.hooks.outcome import (
    MAX_ATTEMPTS,
)
from conversations.hooks.replaying import replay
from conversations.hooks.tests.look import change, event
from conversations.models import HookEvent, HookLane
from liora.tests.unscoped import all_of
from tenants.audit import SYSTEM
from tenants.models import AuditEntry
from whatsapp.tests.graph_server import answer

Estado = HookEvent.Estado


class TestReplay:
    @pytest.fixture
    def dead(self, one, theirs, deliver):
        theirs.will(answer(b"", 500))
        change(HookEvent, attempts=MAX_ATTEMPTS - 1)
        deliver()
        assert event().estado == Estado.MUERTO
        return event()

    def again(self) -> int:
        with scopes_disabled():
            return replay(HookEvent.objects.all(), actor=SYSTEM)

    def test_it_goes_out_with_the_id_it_had(self, dead, theirs, deliver):
        assert self.again() == 1
        deliver()
        assert [call.delivery for call in theirs.calls] == [str(dead.pk)] * 2
        row = event()
        assert (row.estado, row.attempts) == (Estado.ENTREGADO, 1)
        assert row.replayed_at

    def test_what_was_taken_can_be_sent_again_too(self, one, theirs, deliver):
        deliver()
        assert self.again() == 1
        deliver()
        assert len(theirs.calls) == 2

    def test_what_still_waits_stays_as_it_is(self, one, theirs):
        change(HookEvent, attempts=4)
        assert self.again() == 0
        assert event().attempts == 4

    def test_a_pause_ends(self, dead, theirs, deliver):
        soon = datetime.now(UTC) + timedelta(hours=1)
        change(HookLane, failures=9, failing_since=soon, paused_until=soon)
        self.again()
        deliver()
        assert event().estado == Estado.ENTREGADO

    def test_its_day_begins_anew(self, dead, theirs, deliver):
        change(HookEvent, created_at=datetime.now(UTC) - timedelta(days=9))
        change(HookLane, failures=3)
        self.again()
        deliver()
        assert event().estado == Estado.ENTREGADO

    def test_it_leaves_a_trace(self, dead):
        self.again()
        (entry,) = all_of(AuditEntry).filter(event="webhook.reenviado")
        assert entry.target == str(dead.pk)
