"""Stored text is made fit to be shown."""

import pytest

from skills.display import bold, plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Mate imperial", "Mate imperial"),
        ("  dos\n\nlíneas\t", "dos líneas"),
        ("nulo\x00 y \ud800suelto", "nulo y suelto"),
        ("familia 👨\u200d👩\u200d👧", "familia 👨\u200d👩\u200d👧"),
        ("\u202eal revés", "al revés"),
        ("\u200d\u200d", ""),
        (" \n ", ""),
        ("", ""),
    ],
)
def test_it_works(text: str, shown: str) -> None:
    assert plain(text, 100) == shown


def test_it_cuts_at_the_limit() -> None:
    cut = plain("palabra " * 10_000, 24)
    assert len(cut) <= 24
    assert cut.endswith("…")


@pytest.mark.parametrize(("text", "marked"), [("Total", "*Total*"), ("2*3", "*23*"), ("**", "")])
def test_bold_survives_asterisks(text: str, marked: str) -> None:
    assert bold(text) == marked
