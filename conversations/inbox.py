"""The station that answers: claims lanes, computes their turns, commits them together.

A message that makes a skill fail holds back its own lane only, and is put aside as dead once it
has failed often enough.
"""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.db import DatabaseError, OperationalError
from django_scopes import scopes_disabled

from conversations.answering import answer_all
from conversations.commit import commit_turns
from conversations.mail import waiting_mail
from conversations.turn import Handler
from conversations.work import LaneWork
from liora.ops import lanes
from liora.ops.lanes import Claim
from whatsapp.models import InboundLane

BATCH_LANES = 200

logger = logging.getLogger(__name__)


class Inbox:
    """`on_commit` is called when there may be something new to send."""

    name = "inbox"

    def __init__(
        self, handler: Handler, *, lease_s: float, on_commit: Callable[[], None] = lambda: None
    ) -> None:
        self.handler = handler
        self.lease = timedelta(seconds=lease_s)
        self.on_commit = on_commit

    def step(self) -> bool:
        with scopes_disabled():
            claims = lanes.claim(
                InboundLane, limit=BATCH_LANES, lease=self.lease, facts=("cliente_id", "address")
            )
            for batch in _batches(claims):
                self._work(batch)
                self.on_commit()
        return bool(claims)

    def close(self) -> None:
        """Nothing is in hand between two steps."""

    def _work(self, claims: list[Claim]) -> None:
        works = [LaneWork(claim, waiting) for claim, waiting in waiting_mail(claims)]
        try:
            answer_all(works, self.handler)
            commit_turns(works)
        except OperationalError:
            raise
        except DatabaseError:
            logger.exception("inbox.refused lanes=%s", len(works))
            self._apart(works)

    def _apart(self, works: list[LaneWork]) -> None:
        """Work lane by lane: one row the database refuses must not hold back the other lanes."""
        if len(works) == 1:
            return _count_failure(works[0])
        for work in works:
            self._work([work.claim])


def _count_failure(work: LaneWork) -> None:
    """Keep nothing of a lane's turn but the failure of its first message."""
    work.answered.clear()
    if work.waiting.mail:
        work.fail(work.waiting.mail[0], "La base de datos rechazó lo que había que guardar.")
    commit_turns([work])


def _batches(claims: list[Claim]) -> list[list[Claim]]:
    """Lanes whose worker died go alone, so that whatever kills it harms nobody else's turn."""
    sound = [claim for claim in claims if not claim.crashes]
    return ([sound] if sound else []) + [[claim] for claim in claims if claim.crashes]
