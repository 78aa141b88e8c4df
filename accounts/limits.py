"""Counting a call to the API against the plan of the Cliente it speaks for."""

from typing import Any

from tenants.models import Cliente
from tenants.plans import Meter
from tenants.policy import Allowance, notice, spend

LIMIT, REMAINING, RESET = "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"
WARNING = "X-RateLimit-Warning"


def count_call(request: Any, cliente: Cliente) -> None:
    """Spend one call and note what is left for the answer's headers; raises LimitReached."""
    request.limit_headers = limit_headers(spend(cliente, Meter.API_REQUESTS))


def limit_headers(allowance: Allowance) -> dict[str, str]:
    """Return what is left, as headers; nothing for a plan without that limit.

    `X-RateLimit-Reset` is in seconds since 1970, as GitHub's API has it.
    """
    if allowance.limit is None or allowance.remaining is None:
        return {}
    headers = {
        LIMIT: str(allowance.limit),
        REMAINING: str(allowance.remaining),
    }
    if warned := notice(allowance):
        headers[WARNING] = warned["code"]
    if allowance.resets_at:
        headers[RESET] = str(int(allowance.resets_at.timestamp()))
    return headers
