"""The diary of the last days, kept in the conversation's slots: date → measure → amount."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from skills.memory import Slots, remembered, remembering
from skills.vida_sana.measures import MEASURES
from skills.vida_sana.quantities import Note

KEY = "vida_sana"
KEPT_DAYS = 14
LARGEST = 10**9

Day = dict[str, float]
Diary = dict[str, Day]


def today(sent_at: datetime | None) -> date:
    """Return the date the message was written on, in the server's time zone."""
    try:
        return timezone.localdate(sent_at)
    except (OverflowError, ValueError):
        return timezone.localdate()


def diary_in(slots: Mapping[str, Any]) -> Diary:
    """Read the diary; whatever an older version left that is no amount is dropped."""
    days = remembered(remembered(slots, KEY), "registros")
    return {day: _amounts(noted) for day, noted in days.items() if _is_date(day)}


def noting(slots: Mapping[str, Any], notes: Iterable[Note], day: date) -> Slots:
    """Return the slots with the notes added to that day."""
    diary = diary_in(slots)
    noted = diary.setdefault(day.isoformat(), {})
    for note in notes:
        before = noted.get(note.measure, 0) if MEASURES[note.measure].sums else 0
        noted[note.measure] = round(before + note.amount, 2)
    kept = dict(sorted(diary.items())[-KEPT_DAYS:])
    return remembering(slots, KEY, {**remembered(slots, KEY), "registros": kept})


def last_days(diary: Diary, day: date, *, count: int) -> dict[date, Day]:
    """Return the noted days among the `count` that end on `day`, oldest first."""
    wanted = (day - timedelta(days=back) for back in range(count - 1, -1, -1))
    return {each: diary[each.isoformat()] for each in wanted if diary.get(each.isoformat())}


def _amounts(noted: object) -> Day:
    if not isinstance(noted, Mapping):
        return {}
    return {
        key: float(value) for key, value in noted.items() if key in MEASURES and _is_amount(value)
    }


def _is_amount(value: object) -> bool:
    return isinstance(value, int | float) and 0 <= value < LARGEST


def _is_date(day: object) -> bool:
    try:
        return isinstance(day, str) and date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False
