"""Writing down how a round went, and giving its lane back."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from conversations.hooks.calling import Answer
from conversations.hooks.outcome import Estado, Standing, event_after, standing_after
from conversations.hooks.rounds import Round
from conversations.hooks.telling import tell_if_needed
from conversations.hooks.troubles import Trouble
from conversations.hooks.waiting import bury, next_due, pending
from conversations.models import HookEvent, HookLane
from liora.ops import lanes
from tenants.audit import SYSTEM, record
from whatsapp.models import WabaAccount

# How soon a number is looked at again that waits for its owner to make a secret.
UNSIGNED_WAIT = timedelta(minutes=1)


@transaction.atomic
def settle(round_: Round, now: datetime) -> None:
    """Write a round down. Lanes are locked before events, here as everywhere.

    A worker that lost its lease keeps only what is a fact: that the other side took an event.
    """
    lane = HookLane.objects.select_for_update(of=("self",)).get(pk=round_.claim.lane_id)
    held = lane.fence == round_.claim.fence
    died = round_.died + sum(
        _write(delivery.event_id, delivery.attempts, round_.answers[delivery.event_id], now, held)
        for delivery in round_.deliveries
    )
    if held:
        gone = _write_lane(lane, round_, now)
        tell_if_needed(lane, now, died=died, gone=gone)
        _give_back(lane, round_, now)


def _write(event_id: UUID, attempts: int, answer: Answer, now: datetime, held: bool) -> bool:
    """Write one event; return whether it died."""
    if not held and answer.trouble is not None:
        return False
    after = event_after(attempts, answer, now)
    waiting = HookEvent.objects.filter(pk=event_id, estado=Estado.PENDIENTE)
    return bool(waiting.update(**after)) and after.get("estado") == Estado.MUERTO


def _write_lane(lane: HookLane, round_: Round, now: datetime) -> bool:
    """Write how the address answered; return whether it asked for nothing more."""
    answers = list(round_.answers.values())
    if answers:
        _write_standing(lane, round_, answers, now)
    elif round_.is_unsigned:
        lane.trouble, lane.answered = Trouble.NO_SECRET, None
        lane.save(update_fields=["trouble", "answered"])
    gone = any(answer.trouble == Trouble.GONE for answer in answers)
    if gone:
        _let_go(lane, round_.url)
    return gone


def _write_standing(lane: HookLane, round_: Round, answers: list[Answer], now: datetime) -> None:
    before = Standing(lane.failures, lane.failing_since)
    after = standing_after(before, answers, now)
    last = next((each for each in answers if each.trouble is None), answers[-1])
    HookLane.objects.filter(pk=lane.pk).update(
        failures=after.failures,
        failing_since=after.failing_since,
        paused_until=after.paused_until,
        tried_url=round_.url,
        answered=last.status,
        trouble=last.trouble or "",
        delivered_at=lane.delivered_at if after.failures else now,
    )
    if before.is_open and not after.failures:
        # What was tried while nobody answered need not wait out its own turn.
        pending(lane.waba_account_id).update(not_before=None)
    lane.refresh_from_db()


def _let_go(lane: HookLane, url: str) -> None:
    """Take an address off its number that asked for nothing more (410); another one stays."""
    mine = WabaAccount.objects.filter(pk=lane.waba_account_id, webhook_url=url)
    if mine.update(webhook_url=""):
        bury(pending(lane.waba_account_id), Trouble.GONE)
        record(
            "webhook.dado_de_baja",
            actor=SYSTEM,
            cliente_id=lane.cliente_id,
            target=str(lane.waba_account_id),
        )


def _give_back(lane: HookLane, round_: Round, now: datetime) -> None:
    waits, moment = next_due(lane.waba_account_id)
    again = {round_.claim.lane_id: _hour(lane, round_, moment, now)} if waits else {}
    lanes.release(HookLane, [round_.claim], again_at=again)


def _hour(lane: HookLane, round_: Round, moment: datetime | None, now: datetime) -> datetime | None:
    """Return when a lane with something left is taken up again; None: at once."""
    if round_.is_unsigned:
        return now + UNSIGNED_WAIT
    hours = [hour for hour in (lane.paused_until, moment) if hour is not None]
    return max(hours) if hours else None
