"""When a limit's period began and when the next one does, in the time zone of the house."""

from datetime import datetime, timedelta

from django.utils import timezone

from tenants.plans import Window


def period_start(window: Window) -> datetime:
    now = timezone.localtime()
    match window:
        case Window.MINUTE:
            return now.replace(second=0, microsecond=0)
        case Window.MONTH:
            return _first_of_month(now)
    return timezone.make_aware(datetime(2000, 1, 1))  # noqa: DTZ001  # made aware here


def period_end(window: Window, start: datetime) -> datetime | None:
    """Return when the next period begins; None for what never begins anew."""
    match window:
        case Window.MINUTE:
            return start + timedelta(minutes=1)
        case Window.MONTH:
            return _first_of_month(start + timedelta(days=32))
    return None


def _first_of_month(moment: datetime) -> datetime:
    """Return midnight of the first, by the offset that day has."""
    first = datetime(moment.year, moment.month, 1)  # noqa: DTZ001  # made aware below
    return timezone.make_aware(first)
