import pytest

from skills.numbers import number_in


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("2", 2),
        ("72.5", 72.5),
        ("12.500", 12_500),
        ("1.234.567", 1_234_567),
        ("0.5", 0.5),
        ("veinte", 20),
        ("media", 0.5),
        ("mate", None),
        ("1.2.3", None),
        ("9" * 400, None),
        ("1.500.000.000.000", None),
        ("٣", None),
    ],
)
def test_it_works(word: str, number: float | None) -> None:
    assert number_in(word) == number
