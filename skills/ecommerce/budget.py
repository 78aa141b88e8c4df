"""Reading how much somebody wants to spend at most: "menos de 20 mil", "hasta $5.000"."""

import re

from skills.numbers import number_in
from skills.wording import Line

AT_MOST = re.compile(
    r"\b(?:menos de|hasta|maximo(?: de)?|no mas de|debajo de|no (?:pasen?|superen?)(?: de)?"
    r"|tope(?: de)?) (?:los |las |unos |unas )?(\d+(?:\.\d+)*)(?: (mil|lucas))?\b"
)
LARGEST = 10**12


def budget_in(line: Line) -> int | None:
    """Return the most the line wants to pay, in the shop's own currency; None if it says none."""
    found = AT_MOST.search(line.text)
    amount = number_in(found[1]) if found else None
    if found is None or amount is None:
        return None
    amount *= 1000 if found[2] else 1
    return int(amount) if 0 < amount < LARGEST else None
