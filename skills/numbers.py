"""Reading the numbers people type: "72,5", "12.500", "veinte"."""

import re

THOUSANDS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")
DECIMAL = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")
NUMBER_WORDS = {
    "un": 1, "una": 1, "uno": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6,
    "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "doce": 12, "quince": 15, "veinte": 20,
    "treinta": 30, "cuarenta": 40, "cincuenta": 50, "media": 0.5, "medio": 0.5,
}  # fmt: skip


def number_in(word: str) -> float | None:
    """Return the number a word of a `Line` stands for, or None; a dot before three digits groups
    thousands, any other one is the decimal point."""
    if THOUSANDS.fullmatch(word) and len(word) <= len("999.999.999"):
        return float(word.replace(".", ""))
    return float(word) if DECIMAL.fullmatch(word) else NUMBER_WORDS.get(word)
