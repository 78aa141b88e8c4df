"""How much a Cliente may still use, and whether its plan includes something.

`spend` is one atomic statement, so a limit is exact however many processes spend at once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from liora.api.errors import ApiError
from tenants import usage_rows
from tenants.models import Cliente
from tenants.periods import period_end, period_start
from tenants.plans import LIMITS, Feature, Limit, Meter, Window, includes

WARNING_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of a meter. `limit` and `remaining` are None where there is no limit."""

    meter: Meter
    limit: int | None
    used: int
    resets_at: datetime | None

    @property
    def remaining(self) -> int | None:
        return None if self.limit is None else max(0, self.limit - self.used)

    @property
    def warning(self) -> bool:
        return self.limit is not None and self.used >= WARNING_SHARE * self.limit

    @property
    def exhausted(self) -> bool:
        return self.limit is not None and self.used >= self.limit


class LimitReached(ApiError):
    """The plan allows no more: 429 until its period ends, 409 where nothing begins anew."""

    def __init__(self, allowance: Allowance) -> None:
        self.allowance = allowance
        wait = seconds_until(allowance.resets_at)
        super().__init__(
            sentence(allowance),
            code=f"limite_{allowance.meter}",
            status=409 if wait is None else 429,
            headers={} if wait is None else {"Retry-After": str(wait)},
        )


def spend(cliente: Cliente, meter: Meter, n: int = 1) -> Allowance:
    """Use `n` of a meter; raises LimitReached and uses nothing where that passes the limit."""
    limit, start = limit_of(cliente, meter), period_start(LIMITS[meter].window)
    used = usage_rows.add(cliente.pk, meter, start, n, limit=limit)
    resets_at = period_end(LIMITS[meter].window, start)
    if used is None:
        raise LimitReached(Allowance(meter, limit, limit or 0, resets_at))
    return Allowance(meter, limit, used, resets_at)


def room_for(cliente: Cliente, meter: Meter, present: int, n: int = 1) -> Allowance:
    """Tell whether `n` more of a thing may exist beside those present; raises LimitReached."""
    limit = limit_of(cliente, meter)
    if limit is not None and present + n > limit:
        raise LimitReached(Allowance(meter, limit, present, None))
    return Allowance(meter, limit, present, None)


def remaining(cliente: Cliente, meter: Meter) -> int | None:
    """Return what is left of a meter in its period; None is no limit."""
    return _allowance(cliente, meter, limit_of(cliente, meter)).remaining


def allows(cliente: Cliente, feature: Feature) -> bool:
    return includes(cliente.plan, feature)


def limit_of(cliente: Cliente, meter: Meter) -> int | None:
    """Return a Cliente's limit: agreed with an operator, or its plan's."""
    return usage_rows.agreed(cliente.pk).get(meter, LIMITS[meter].of(cliente.plan))


def usage(cliente: Cliente, stocks: Mapping[Meter, int]) -> list[Allowance]:
    """Return every meter of a Cliente; what exists is counted by whoever keeps it, in `stocks`."""
    agreed = usage_rows.agreed(cliente.pk)
    return [
        _allowance(cliente, meter, agreed.get(meter, limit.of(cliente.plan)), stocks.get(meter))
        for meter, limit in LIMITS.items()
    ]


def spent_up(cliente_ids: Iterable[UUID], meter: Meter) -> set[UUID]:
    """Return which of these Clientes have nothing left of a meter, asked in one statement."""
    start = period_start(LIMITS[meter].window)
    return {
        cliente_id
        for cliente_id, plan, used, agreed in usage_rows.used_by(cliente_ids, meter, start)
        if _is_spent(LIMITS[meter], plan, used, agreed)
    }


def count(spent: Mapping[UUID, int], meter: Meter) -> None:
    """Add to a meter of many Clientes what they have used already, whatever their limits."""
    usage_rows.add_many(spent, meter, period_start(LIMITS[meter].window))


def _is_spent(limit: Limit, plan: str, used: int, agreed: tuple[bool, int | None]) -> bool:
    was_agreed, value = agreed
    allowed = value if was_agreed else limit.of(plan)
    return allowed is not None and used >= allowed


def _allowance(
    cliente: Cliente, meter: Meter, limit: int | None, stock: int | None = None
) -> Allowance:
    window = LIMITS[meter].window
    start = period_start(window)
    used = stock if window is Window.STOCK else usage_rows.used(cliente.pk, meter, start)
    return Allowance(meter, limit, used or 0, period_end(window, start))


def seconds_until(moment: datetime | None) -> int | None:
    if moment is None:
        return None
    return max(1, round((moment - timezone.now()).total_seconds()))


def sentence(allowance: Allowance) -> str:
    """Say that a limit was reached and what to do about it."""
    limit = LIMITS[allowance.meter]
    facts: dict[str, Any] = {"name": limit.name, "limit": allowance.limit}
    match limit.window:
        case Window.MINUTE:
            return _("%(name)s: hasta %(limit)s por minuto. Esperá un momento.") % facts
        case Window.MONTH:
            return (
                _("%(name)s: se usaron los %(limit)s del mes. Escribinos para ampliar el plan.")
                % facts
            )
    return _("%(name)s: el plan permite %(limit)s. Quitá alguno o ampliá el plan.") % facts


def notice(allowance: Allowance) -> dict[str, str] | None:
    """Return the warning of a meter that is nearly or wholly used, with its stable code."""
    if allowance.exhausted:
        return {"code": f"limite_{allowance.meter}", "message": sentence(allowance)}
    if not allowance.warning:
        return None
    facts = {"name": LIMITS[allowance.meter].name, "left": allowance.remaining}
    message = _("%(name)s: quedan %(left)s. Escribinos si vas a necesitar más.") % facts
    return {"code": f"aviso_{allowance.meter}", "message": message}
