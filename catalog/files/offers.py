"""A price that is lower for a while."""

from datetime import datetime

from django.utils import timezone

from catalog.files.amounts import amount_in
from catalog.files.columns import SALE_PRICE


def offer_in(offered: str, price: str, currency: str, *, when: str) -> str:
    """Return what is to be paid now: the offer if it is one, in the same currency and in its time.

    `when` is Google's `sale_price_effective_date`, two moments of ISO 8601 with a slash between;
    "" is always. Exports write 0 where there is no offer. Raises CellError.
    """
    offer, code = amount_in(SALE_PRICE, offered)
    lower = 0 < float(offer) < float(price)
    return offer if lower and code in ("", currency) and _is_now(when) else price


def _is_now(when: str) -> bool:
    if not when:
        return True
    start, _slash, end = when.partition("/")
    try:
        since, until = datetime.fromisoformat(start), datetime.fromisoformat(end)
        return _aware(since) <= timezone.now() < _aware(until)
    except ValueError:
        return False


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else timezone.make_aware(moment)
