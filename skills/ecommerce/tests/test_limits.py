"""A search goes on within the prices it began with."""

from decimal import Decimal

import pytest

from catalog.query import Query
from skills.ecommerce.limits import limited, limits_of


@pytest.mark.parametrize(
    ("query", "text"),
    [
        (Query("mate"), "-"),
        (Query("mate", at_most=Decimal(5000)), "-5000"),
        (Query("mate", at_least=Decimal("1000.50")), "1000.5-"),
        (Query("mate", at_least=Decimal(1), at_most=Decimal(10**6), in_stock=True), "1-1000000s"),
    ],
)
def test_it_works(query: Query, text: str) -> None:
    assert limits_of(query) == text
    assert limited("mate", text) == query


@pytest.mark.parametrize("odd", ["", "5000", "a-b", "-5000x", "1-2-3", "--", "٣-", ".-."])
def test_what_nobody_wrote_limits_nothing(odd: str) -> None:
    assert limited("mate", odd) == Query("mate")
