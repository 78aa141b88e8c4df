"""Telling a business by mail that its webhook is in trouble, once a day at most."""

from datetime import datetime, timedelta

from accounts.letters import ask_managers
from accounts.models import Letter
from conversations.hooks.troubles import Trouble, told
from conversations.models import HookLane

AT_MOST_EVERY = timedelta(days=1)
# A receiver that is being restarted or moved is nobody's trouble.
DOWN_FOR = timedelta(hours=1)


def tell_if_needed(lane: HookLane, now: datetime, *, died: int, gone: bool) -> None:
    """Ask for a letter if an address has failed for an hour, or something died, or it said 410."""
    if not (gone or died or _is_down(lane, now)):
        return
    if lane.told_at and lane.told_at > now - AT_MOST_EVERY and not gone:
        return
    ask_managers(
        Letter.Kind.WEBHOOK_CAIDO,
        cliente=lane.cliente,
        numero=str(lane.waba_account),
        motivo=told(lane.trouble or Trouble.EXPIRED),
    )
    lane.told_at = now
    lane.save(update_fields=["told_at"])


def _is_down(lane: HookLane, now: datetime) -> bool:
    paused = lane.paused_until is not None and lane.failing_since is not None
    return paused and now - (lane.failing_since or now) >= DOWN_FOR
